package dev.configstore.samples.quickstart;

import java.time.Instant;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.stereotype.Component;

/**
 * Stands for an object that is built from its configuration, such as a client or a pool.
 * After a refresh the next call builds a new one: all of its values are of one moment.
 */
@Component
@RefreshScope
public class DatabaseClient {

	private final Instant builtAt = Instant.now();

	private final String address;

	private final String secretKey;

	public DatabaseClient(@Value("${db.host:}") String host, @Value("${db.port:}") String port,
			@Value("${secret-key.secret-key:}") String secretKey) {
		this.address = host + ":" + port;
		this.secretKey = secretKey;
	}

	public Instant builtAt() {
		return this.builtAt;
	}

	public String address() {
		return this.address;
	}

	public String secretKey() {
		return this.secretKey;
	}

}
