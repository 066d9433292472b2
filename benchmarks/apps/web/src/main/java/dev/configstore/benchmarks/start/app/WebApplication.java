package dev.configstore.benchmarks.start.app;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

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
		try {
			ConfigurableApplicationContext context = SpringApplication.run(WebApplication.class, arguments);
			String host = context.getBean(DatabaseProperties.class).getHost();
			Assert.state(host.equals("db.example.org"), "The properties were not read");
			OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
			System.out.println(STARTED + system.getProcessCpuTime());
		}
		finally {
			Runtime.getRuntime().halt(0);
		}
	}

}
