package dev.configstore.samples.quickstart;

import dev.configstore.test.EmbeddedDynamoDb;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Puts a DynamoDB table with the example's stores into this process, before the
 * application reads its configuration from it. Does nothing when
 * {@code config-store.endpoint} or {@code config-store.region} is given on the command
 * line, as a system property or as an environment variable.
 */
class EmbeddedTableForDevelopment implements ApplicationListener<SpringApplicationEvent> {

	private @Nullable EmbeddedDynamoDb dynamoDb;

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationStartingEvent && !tableIsNamed(event.getArgs())) {
			start(event.getSpringApplication());
		}
		if (event instanceof ApplicationFailedEvent && this.dynamoDb != null) {
			this.dynamoDb.close();
		}
	}

	private static boolean tableIsNamed(String... args) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
		Binder binder = Binder.get(environment);
		return binder.bind("config-store.endpoint", String.class).isBound()
				|| binder.bind("config-store.region", String.class).isBound();
	}

	private void start(SpringApplication application) {
		EmbeddedDynamoDb started = EmbeddedDynamoDb.start();
		this.dynamoDb = started;
		EmbeddedTable table = started.createTable("config");
		table.fill("classpath:example-table.yml");
		application.setDefaultProperties(table.properties());
		// A bean is closed with the application.
		application.addInitializers(
				(context) -> ((GenericApplicationContext) context).registerBean(EmbeddedDynamoDb.class, () -> started));
	}

}
