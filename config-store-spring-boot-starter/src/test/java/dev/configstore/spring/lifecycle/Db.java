package dev.configstore.spring.lifecycle;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * A bean that follows.
 */
@ConfigurationProperties("db")
class Db {

	private String host = "none";

	private int port = 8080;

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
