package dev.configstore.benchmarks.refresh;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application with {@value #NUMBER} beans that are bound and as many in the refresh
 * scope, each with an option of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Beans {

	static final int NUMBER = 20;

	@Bean
	@ConfigurationProperties("option-00000")
	Bound bound00() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped00(@Value("${option-00000.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00001")
	Bound bound01() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped01(@Value("${option-00001.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00002")
	Bound bound02() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped02(@Value("${option-00002.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00003")
	Bound bound03() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped03(@Value("${option-00003.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00004")
	Bound bound04() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped04(@Value("${option-00004.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00005")
	Bound bound05() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped05(@Value("${option-00005.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00006")
	Bound bound06() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped06(@Value("${option-00006.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00007")
	Bound bound07() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped07(@Value("${option-00007.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00008")
	Bound bound08() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped08(@Value("${option-00008.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00009")
	Bound bound09() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped09(@Value("${option-00009.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00010")
	Bound bound10() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped10(@Value("${option-00010.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00011")
	Bound bound11() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped11(@Value("${option-00011.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00012")
	Bound bound12() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped12(@Value("${option-00012.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00013")
	Bound bound13() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped13(@Value("${option-00013.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00014")
	Bound bound14() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped14(@Value("${option-00014.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00015")
	Bound bound15() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped15(@Value("${option-00015.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00016")
	Bound bound16() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped16(@Value("${option-00016.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00017")
	Bound bound17() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped17(@Value("${option-00017.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00018")
	Bound bound18() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped18(@Value("${option-00018.host}") String host) {
		return new Scoped(host);
	}

	@Bean
	@ConfigurationProperties("option-00019")
	Bound bound19() {
		return new Bound();
	}

	@Bean
	@RefreshScope
	Scoped scoped19(@Value("${option-00019.host}") String host) {
		return new Scoped(host);
	}

	/**
	 * Bound by setters, as most are.
	 */
	static class Bound {

		private String host = "";

		private int port;

		private String username = "";

		private String description = "";

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public String getUsername() {
			return this.username;
		}

		public void setUsername(String username) {
			this.username = username;
		}

		public String getDescription() {
			return this.description;
		}

		public void setDescription(String description) {
			this.description = description;
		}

	}

	/**
	 * Made anew when it is used after a refresh.
	 */
	static class Scoped {

		private final String host;

		/** What the proxy is an instance of needs no host. */
		Scoped() {
			this("");
		}

		Scoped(String host) {
			this.host = host;
		}

		String host() {
			return this.host;
		}

	}

}
