package dev.configstore.samples.quickstart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the application, with a table inside the process unless one is named.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class QuickstartApplication {

	public static void main(String[] args) {
		start(args);
	}

	static ConfigurableApplicationContext start(String... args) {
		SpringApplication application = new SpringApplication(QuickstartApplication.class);
		application.addListeners(new EmbeddedTableForDevelopment());
		return application.run(args);
	}

}
