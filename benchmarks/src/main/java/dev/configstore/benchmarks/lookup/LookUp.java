package dev.configstore.benchmarks.lookup;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.configstore.benchmarks.Samples;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.Assert;

/**
 * Looks names up, one after the other: some that are there, and some that are nowhere.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class LookUp {

	static final String ENDPOINT = "config-store.benchmarks.endpoint";

	static final int KEYS = 4;

	private static final int NAMES = 64;

	/** Where the properties are. */
	@Param
	public Source source;

	/** How many properties there are. */
	@Param({ "100", "1000", "10000" })
	public int properties;

	private ConfigurableApplicationContext context;

	private ConfigurableEnvironment environment;

	private List<String> present;

	private List<String> absent;

	private int next;

	/**
	 * Start the application.
	 */
	@Setup
	public void start() {
		int options = this.properties / KEYS;
		this.context = this.source.start(URI.create(System.getProperty(ENDPOINT)), options);
		this.environment = this.context.getEnvironment();
		this.present = IntStream.range(0, NAMES)
			.mapToObj((index) -> Samples.name(index * options / NAMES) + ".username")
			.toList();
		this.absent = IntStream.range(0, NAMES).mapToObj((index) -> "missing-" + index + ".username").toList();
		this.present.forEach((name) -> Assert.state(this.environment.getProperty(name) != null, "Not read"));
	}

	/**
	 * End it.
	 */
	@TearDown
	public void end() {
		this.context.close();
	}

	/**
	 * Look up a name that is there.
	 */
	@Benchmark
	public @Nullable String hit() {
		return this.environment.getProperty(this.present.get(this.next++ & (NAMES - 1)));
	}

	/**
	 * Look up a name that is nowhere.
	 */
	@Benchmark
	public @Nullable String miss() {
		return this.environment.getProperty(this.absent.get(this.next++ & (NAMES - 1)));
	}

}
