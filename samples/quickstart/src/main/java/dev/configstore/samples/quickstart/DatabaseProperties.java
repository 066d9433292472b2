package dev.configstore.samples.quickstart;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The option {@code db}. A refresh sets the values of this very object anew; that is why
 * it has setters and is no record.
 */
@ConfigurationProperties("db")
public class DatabaseProperties {

	private String host = "";

	private int port;

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

}
