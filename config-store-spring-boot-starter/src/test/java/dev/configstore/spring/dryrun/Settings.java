package dev.configstore.spring.dryrun;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The properties that most kinds of beans of the matrix have. Its text tells what they
 * hold.
 */
class Settings {

	/** What the store has at first for each kind, by key. */
	static final Map<String, Object> VALUES = new LinkedHashMap<>();
	static {
		VALUES.put("number", 1);
		VALUES.put("text", "t");
		VALUES.put("timeout", "1s");
		VALUES.put("level", "LOW");
		VALUES.put("hosts", List.of("a", "b"));
		VALUES.put("labels", Map.of("k", "v"));
		VALUES.put("pool", Map.of("max", 1, "name", "p"));
		VALUES.put("max-size", 3);
		VALUES.put("loose", Map.of("max", 1));
	}

	@Max(100)
	private int number = 10;

	@NotBlank
	@Size(max = 20)
	private @Nullable String text;

	private Duration timeout = Duration.ofMinutes(1);

	private @Nullable Level level;

	private List<String> hosts = new ArrayList<>(List.of("default"));

	private Map<String, String> labels = new LinkedHashMap<>();

	@Valid
	private final Pool pool = new Pool();

	private int maxSize = 30;

	/** Its constraints do not count. */
	private Pool loose = new Pool();

	/**
	 * What setters of some kinds do.
	 */
	static @Nullable String accepted(@Nullable String text) {
		if ("unwanted".equals(text)) {
			throw new IllegalArgumentException("unwanted");
		}
		return text;
	}

	public int getNumber() {
		return this.number;
	}

	public void setNumber(int number) {
		this.number = number;
	}

	public @Nullable String getText() {
		return this.text;
	}

	public void setText(@Nullable String text) {
		this.text = text;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public @Nullable Level getLevel() {
		return this.level;
	}

	public void setLevel(@Nullable Level level) {
		this.level = level;
	}

	public List<String> getHosts() {
		return this.hosts;
	}

	public void setHosts(List<String> hosts) {
		this.hosts = hosts;
	}

	public Map<String, String> getLabels() {
		return this.labels;
	}

	public void setLabels(Map<String, String> labels) {
		this.labels = labels;
	}

	public Pool getPool() {
		return this.pool;
	}

	public int getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(int maxSize) {
		this.maxSize = maxSize;
	}

	public Pool getLoose() {
		return this.loose;
	}

	public void setLoose(Pool loose) {
		this.loose = loose;
	}

	@Override
	public String toString() {
		return List
			.of(this.number, String.valueOf(this.text), this.timeout, String.valueOf(this.level), this.hosts,
					new TreeMap<>(this.labels), this.pool, this.maxSize, this.loose)
			.toString();
	}

	enum Level {

		LOW, HIGH

	}

	/** Nested. */
	static class Pool {

		@Max(100)
		private int max = 5;

		private @Nullable String name;

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = name;
		}

		@Override
		public String toString() {
			return this.max + "/" + this.name;
		}

	}

}
