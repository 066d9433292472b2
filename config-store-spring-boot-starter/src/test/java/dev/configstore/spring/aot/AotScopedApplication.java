package dev.configstore.spring.aot;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What Spring Cloud does not support ahead of time.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AotScopedApplication {

	public static void main(String[] arguments) {
		SpringApplication.run(AotScopedApplication.class, arguments);
	}

	@Bean
	@RefreshScope
	Client scopedClient(@Value("${db.host:none}") String host) {
		return new Client(host);
	}

	static class Client {

		Client(String host) {
		}

	}

}
