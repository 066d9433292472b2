package dev.configstore.samples.quickstart;

import dev.configstore.spring.env.ConfigStoreProperties;
import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Starts the application, on a table inside this process unless another is named by
 * {@code config-store.endpoint} or {@code config-store.region}.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableConfigurationProperties(ConfigStoreProperties.class)
public class QuickstartApplication {

	public static void main(String[] args) {
		start(args);
	}

	static ConfigurableApplicationContext start(String... args) {
		SpringApplication application = new SpringApplication(QuickstartApplication.class);
		return namesTable(args) ? application.run(args) : startWithEmbeddedTable(application, args);
	}

	private static boolean namesTable(String... args) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
		Binder binder = Binder.get(environment);
		return binder.bind("config-store.endpoint", String.class).isBound()
				|| binder.bind("config-store.region", String.class).isBound();
	}

	private static ConfigurableApplicationContext startWithEmbeddedTable(SpringApplication application,
			String... args) {
		EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start();
		try {
			EmbeddedTable table = dynamoDb.createTable("config");
			table.fill("classpath:example-table.yml");
			application.setDefaultProperties(table.properties());
			// As a bean it is closed with the application.
			application.addInitializers((context) -> ((GenericApplicationContext) context)
				.registerBean(EmbeddedDynamoDb.class, () -> dynamoDb));
			return application.run(args);
		}
		catch (RuntimeException ex) {
			dynamoDb.close();
			throw ex;
		}
	}

}
