package dev.configstore.samples.quickstart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.configstore.model.StoreProperty;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.ConfigStoreOrigin;
import dev.configstore.spring.settings.ConfigStoreProperties;
import dev.configstore.test.EmbeddedDynamoDb;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/**
 * Everything the page shows. Values and all: this is a demonstration on a table of
 * examples. An application of yours should not hand out its configuration.
 */
@Component
class PageState {

	private final ConfigStoreProperties settings;

	private final ConfigurableEnvironment environment;

	private final DatabaseProperties properties;

	private final DatabaseClient client;

	private final TableEditor table;

	private final PageUpdates updates;

	private final boolean embedded;

	PageState(ConfigStoreProperties settings, ConfigurableEnvironment environment, DatabaseProperties properties,
			DatabaseClient client, TableEditor table, PageUpdates updates, ObjectProvider<EmbeddedDynamoDb> dynamoDb) {
		this.settings = settings;
		this.environment = environment;
		this.properties = properties;
		this.client = client;
		this.table = table;
		this.updates = updates;
		this.embedded = dynamoDb.getIfAvailable() != null;
	}

	View view() {
		return new View(this.settings.table(),
				(this.settings.endpoint() != null) ? this.settings.endpoint().toString() : null, this.settings.region(),
				this.embedded, this.settings.store(),
				this.settings.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'),
				this.settings.updateInterval().toMillis(), stores(), beans(), environment(), this.updates.last());
	}

	private List<Store> stores() {
		return this.table.names().stream().map((name) -> {
			StoreSnapshot snapshot = this.table.read(name);
			Map<String, List<Key>> options = new TreeMap<>();
			snapshot.options().keySet().forEach((option) -> options.put(option, new ArrayList<>()));
			for (StoreProperty property : snapshot.properties().byName().values()) {
				options.getOrDefault(property.option(), new ArrayList<>())
					.add(new Key(property.key(), property.name().substring(property.option().length() + 1),
							property.value()));
			}
			return new Store(name, options);
		}).toList();
	}

	private Beans beans() {
		return new Beans(this.properties.getHost(), this.properties.getPort(), this.client.address(),
				this.client.secretKey(), this.client.builtAt());
	}

	/**
	 * Every property that stands in DynamoDB, with the value that the application sees: a
	 * system property of the same name wins.
	 */
	private List<Property> environment() {
		Map<String, Property> properties = new LinkedHashMap<>();
		this.environment.getPropertySources()
			.stream()
			.filter(EnumerablePropertySource.class::isInstance)
			.map(EnumerablePropertySource.class::cast)
			.forEach((source) -> {
				for (String name : source.getPropertyNames()) {
					Origin origin = OriginLookup.getOrigin(source, name);
					if (origin instanceof ConfigStoreOrigin stands) {
						properties.computeIfAbsent(name, (key) -> new Property(key, this.environment.getProperty(key),
								stands.toString(), (stands.version() != null) ? stands.version().number() : null));
					}
				}
			});
		return List.copyOf(properties.values());
	}

	record View(String table, @Nullable String endpoint, @Nullable String region, boolean embedded, List<String> used,
			String mode, long updateInterval, List<Store> stores, Beans beans, List<Property> environment,
			PageUpdates.@Nullable News last) {

	}

	record Store(String name, Map<String, List<Key>> options) {

	}

	record Key(String name, String label, String value) {

	}

	record Beans(String host, int port, String address, String secretKey, Instant builtAt) {

	}

	record Property(String name, @Nullable String value, String origin, @Nullable Long version) {

	}

}
