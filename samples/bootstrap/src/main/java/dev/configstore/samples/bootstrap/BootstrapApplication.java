package dev.configstore.samples.bootstrap;

import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Reads the store that {@code bootstrap.yml} names, and says what it has found. Runs on a
 * table inside this process.
 */
@SpringBootApplication
public class BootstrapApplication {

	private static final Logger logger = LoggerFactory.getLogger(BootstrapApplication.class);

	public static void main(String[] args) {
		try (EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start()) {
			EmbeddedTable table = dynamoDb.createTable("config");
			table.fill("classpath:example-table.yml");
			start(table, args).close();
		}
	}

	static ConfigurableApplicationContext start(EmbeddedTable table, String... args) {
		SpringApplication application = new SpringApplication(BootstrapApplication.class);
		application.setDefaultProperties(table.properties());
		return application.run(args);
	}

	@Bean
	ApplicationRunner sayWhatWasFound(@Value("${db.host}") String host, @Value("${db.port}") int port) {
		return (arguments) -> logger.info("The database is at {}:{}", host, port);
	}

}
