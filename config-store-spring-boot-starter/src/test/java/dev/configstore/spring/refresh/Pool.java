package dev.configstore.spring.refresh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Counts what is done to it.
 */
@ConfigurationProperties("db")
class Pool implements InitializingBean, DisposableBean {

	private String host = "none";

	private int port = 8080;

	private List<String> replicas = new ArrayList<>();

	private Map<String, String> flags = new LinkedHashMap<>();

	private final Limits limits = new Limits();

	int initialized;

	int destroyed;

	int set;

	String programmatic = "";

	public String getHost() {
		return this.host;
	}

	public void setHost(String host) {
		this.set++;
		this.host = host;
	}

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.set++;
		this.port = port;
	}

	public List<String> getReplicas() {
		return this.replicas;
	}

	public void setReplicas(List<String> replicas) {
		this.replicas = replicas;
	}

	public Map<String, String> getFlags() {
		return this.flags;
	}

	public void setFlags(Map<String, String> flags) {
		this.flags = flags;
	}

	public Limits getLimits() {
		return this.limits;
	}

	@Override
	public void afterPropertiesSet() {
		this.initialized++;
	}

	@Override
	public void destroy() {
		this.destroyed++;
	}

	static class Limits {

		private int max = 5;

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

	}

}
