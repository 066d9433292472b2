package dev.configstore.spring.env;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.ClientSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.bootstrap.BootstrapContext;

/**
 * One client per region and endpoint, unless the user brought one. Not beans: an
 * application's own {@code DynamoDbClient} stays the only candidate for its injection.
 */
final class ConfigStoreClients implements AutoCloseable {

	private final Map<ClientSettings, DynamoDbClient> created = new HashMap<>();

	private final List<ConfigStoreClientCustomizer> customizers = new ArrayList<>();

	private @Nullable BootstrapContext registry;

	private @Nullable DynamoDbClient given;

	/**
	 * Set where the user may have registered something, asked when the first client is
	 * needed: an application that reads no store makes none.
	 */
	void registry(BootstrapContext registry) {
		this.registry = registry;
	}

	/**
	 * Take over what the user registered before the start. A client of the user's is used
	 * for everything, and stays theirs to close.
	 */
	private void takeOver(BootstrapContext registry) {
		ConfigStoreClientCustomizer customizer = registry.getOrElse(ConfigStoreClientCustomizer.class, null);
		if (customizer != null) {
			add(customizer);
		}
		DynamoDbClient client = registry.getOrElse(DynamoDbClient.class, null);
		if (client != null) {
			this.given = client;
		}
	}

	/**
	 * Take over what the user's bootstrap configuration has.
	 */
	void takeOver(BeanFactory beans) {
		beans.getBeanProvider(ConfigStoreClientCustomizer.class).orderedStream().forEach(this::add);
		beans.getBeanProvider(DynamoDbClient.class).ifAvailable((client) -> this.given = client);
	}

	private void add(ConfigStoreClientCustomizer customizer) {
		if (!this.customizers.contains(customizer)) {
			this.customizers.add(customizer);
		}
	}

	DynamoDbClient get(ClientSettings settings) {
		if (this.registry != null) {
			takeOver(this.registry);
			this.registry = null;
		}
		return (this.given != null) ? this.given : this.created.computeIfAbsent(settings, this::create);
	}

	private DynamoDbClient create(ClientSettings settings) {
		WarmUp.await();
		DynamoDbClientBuilder builder = settings.toBuilder();
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		try {
			return builder.build();
		}
		catch (SdkClientException ex) {
			if (settings.region() != null) {
				throw ex;
			}
			throw new InvalidSettingException(ConfigStoreProperties.PREFIX + ".region", null,
					"is not set, and the AWS SDK did not find a region by itself: " + ex.getMessage(),
					"Set 'config-store.region', the environment variable AWS_REGION, or the region of the AWS profile.");
		}
	}

	@Override
	public void close() {
		this.created.values().forEach(DynamoDbClient::close);
		this.created.clear();
	}

}
