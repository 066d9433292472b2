package dev.configstore.benchmarks.refresh;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.configstore.benchmarks.Samples;
import dev.configstore.benchmarks.refresh.Beans.Bound;
import dev.configstore.benchmarks.refresh.Beans.Scoped;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

/**
 * A running application, and a way to bring a change of one option to its beans.
 */
abstract class Candidate implements AutoCloseable {

	/** The option that is changed. */
	static final int CHANGED = 7;

	private static final int REVISIONS = 10;

	private final ConfigurableApplicationContext context;

	private final Bound bound;

	private final List<Scoped> scoped;

	private int revision;

	Candidate(ConfigurableApplicationContext context) {
		this.context = context;
		this.bound = context.getBean("bound0" + CHANGED, Bound.class);
		this.scoped = IntStream.range(0, Beans.NUMBER)
			.mapToObj((index) -> context.getBean(String.format("scoped%02d", index), Scoped.class))
			.toList();
	}

	static SpringApplicationBuilder application() {
		// The peers' own are of no use here, and want an account.
		String others = ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.awspring"))
			.collect(Collectors.joining(","));
		return new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties("spring.autoconfigure.exclude=" + others, "logging.config=classpath:logback-quiet.xml");
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Change the option, and use the beans.
	 * @return the nanoseconds from when the new snapshot was known to when all beans are
	 * renewed
	 */
	double measure() {
		this.revision = (this.revision + 1) % REVISIONS;
		String host = String.valueOf(Samples.keys(CHANGED, this.revision).get("host"));
		prepare(this.revision);
		long known = refresh(this.revision);
		this.scoped.forEach(Scoped::host);
		double nanos = System.nanoTime() - known;
		Assert.state(this.bound.getHost().equals(host), "Bound beans were not renewed");
		Assert.state(this.scoped.get(CHANGED).host().equals(host), "Refresh-scoped beans were not renewed");
		return nanos;
	}

	/**
	 * Do what comes before and is not measured.
	 */
	abstract void prepare(int revision);

	/**
	 * Bring the change to the beans.
	 * @return when the new snapshot was known, in terms of {@link System#nanoTime()}
	 */
	abstract long refresh(int revision);

	@Override
	public void close() {
		this.context.close();
	}

}
