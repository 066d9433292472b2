package dev.configstore.benchmarks.start.app;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts, says what that cost, and ends. The end is no part of the start, so nothing is
 * closed.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WebApplication {

	/** Stands before the CPU time of the process, in nanoseconds. */
	public static final String STARTED = "started, cpu=";

	/**
	 * Start.
	 * @param arguments arguments of the application
	 */
	public static void main(String[] arguments) {
		ConfigurableApplicationContext context = SpringApplication.run(WebApplication.class, arguments);
		DatabaseProperties database = context.getBean(DatabaseProperties.class);
		if (database.getHost().isEmpty() || database.getPort() == 5432 || database.getPool().getMax() == 10) {
			System.out.println("The properties were not read");
			Runtime.getRuntime().halt(1);
		}
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		System.out.println(STARTED + system.getProcessCpuTime());
		Runtime.getRuntime().halt(0);
	}

}
