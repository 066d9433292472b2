package dev.configstore.spring.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import dev.configstore.ClientSettings;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.spring.settings.InvalidSettingException;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.bootstrap.BootstrapContext;
import org.springframework.util.Assert;

/**
 * One client per region and endpoint, unless the user registered one. Not beans: an
 * application's own {@code DynamoDbClient} stays the only candidate for its injection.
 */
public final class Clients implements AutoCloseable {

	private final Map<ClientSettings, DynamoDbClient> created = new HashMap<>();

	private final List<ConfigStoreClientCustomizer> customizers = new ArrayList<>();

	private @Nullable BootstrapContext registry;

	private @Nullable BeanFactory beans;

	private @Nullable DynamoDbClient given;

	private final Map<ClientSettings, InvalidSettingException> withoutRegion = new HashMap<>();

	/** Not a monitor: the search for a region may ask the metadata of the instance. */
	private final ReentrantLock creating = new ReentrantLock();

	private boolean closed;

	/**
	 * Set where the user may have registered something. It is read when the first client
	 * is needed: an application that reads no store makes none.
	 */
	public void registry(BootstrapContext registry) {
		this.registry = registry;
	}

	/**
	 * Take over what the user registered before the start. A client of the user's is used
	 * for everything, and is not closed.
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
	 * Set where the user's bootstrap configuration may have something. It is read when
	 * the first client is needed, too.
	 */
	void beans(BeanFactory beans) {
		this.beans = beans;
	}

	private void takeOver(BeanFactory beans) {
		beans.getBeanProvider(ConfigStoreClientCustomizer.class).orderedStream().forEach(this::add);
		beans.getBeanProvider(DynamoDbClient.class).ifAvailable((client) -> this.given = client);
	}

	private void add(ConfigStoreClientCustomizer customizer) {
		if (!this.customizers.contains(customizer)) {
			this.customizers.add(customizer);
		}
	}

	/**
	 * Return the client for some settings. Where none names a region and the SDK finds
	 * none, each request of the client looks for one again.
	 * @param place the store it is for
	 * @throws InvalidSettingException if the region is invalid
	 */
	DynamoDbClient get(ClientSettings settings, Place place) {
		if (this.registry != null) {
			takeOver(this.registry);
			this.registry = null;
		}
		if (this.beans != null) {
			takeOver(this.beans);
			this.beans = null;
		}
		InvalidSettingException missing = this.withoutRegion.get(settings);
		try {
			if (missing == null) {
				return existing(settings);
			}
		}
		catch (InvalidSettingException ex) {
			if (settings.region() != null) {
				throw ex;
			}
			missing = ex;
			this.withoutRegion.put(settings, ex);
		}
		return DeferredClient.of(() -> existing(settings), place, missing);
	}

	private DynamoDbClient existing(ClientSettings settings) {
		this.creating.lock();
		try {
			Assert.state(!this.closed, "The clients are closed");
			return (this.given != null) ? this.given : this.created.computeIfAbsent(settings, this::create);
		}
		finally {
			this.creating.unlock();
		}
	}

	private DynamoDbClient create(ClientSettings settings) {
		DynamoDbClientBuilder builder = settings.toBuilder();
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		try {
			return builder.build();
		}
		catch (SdkClientException ex) {
			throw wrongRegion(settings.region(), ex);
		}
	}

	/**
	 * Credentials are resolved by the first call, so only the region can be wrong here.
	 */
	private static InvalidSettingException wrongRegion(@Nullable String region, SdkClientException failure) {
		String property = ConfigStoreProperties.PREFIX + ".region";
		InvalidSettingException wrong = (region != null)
				? new InvalidSettingException(property, null,
						"or the import names an invalid region: '" + Printable.name(region) + "'",
						"Set the region to an id such as eu-west-1.")
				: new InvalidSettingException(property, null,
						"is not set, and the AWS SDK found no region in the environment variable AWS_REGION, the system "
								+ "property aws.region, the AWS profile or the metadata of the instance",
						"Set 'config-store.region', the environment variable AWS_REGION, or the region of the AWS profile.");
		return wrong.causedBy(failure);
	}

	@Override
	public void close() {
		this.registry = null;
		this.beans = null;
		this.creating.lock();
		try {
			this.closed = true;
			this.created.values().forEach(DynamoDbClient::close);
			this.created.clear();
		}
		finally {
			this.creating.unlock();
		}
	}

}
