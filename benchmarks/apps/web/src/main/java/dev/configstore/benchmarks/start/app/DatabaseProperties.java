package dev.configstore.benchmarks.start.app;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Bound by setters.
 */
@ConfigurationProperties("database")
public class DatabaseProperties {

	private String host = "";

	private int port = 5432;

	private final Pool pool = new Pool();

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

	public Pool getPool() {
		return this.pool;
	}

	/**
	 * A nested object.
	 */
	public static class Pool {

		private int max = 10;

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

	}

}
