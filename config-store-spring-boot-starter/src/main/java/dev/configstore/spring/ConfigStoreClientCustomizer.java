package dev.configstore.spring;

import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * Changes the client that reads the stores, before it is built. Registered in the
 * bootstrap registry, because the stores are read before there are any beans:
 * <pre class="code">
 * application.addBootstrapRegistryInitializer((registry) -&gt; registry.register(
 *     ConfigStoreClientCustomizer.class, InstanceSupplier.of((builder) -&gt; builder.credentialsProvider(mine))));
 * </pre>
 *
 * Behind the bootstrap context also as a bean of a bootstrap configuration. To provide a
 * complete client, register a {@code DynamoDbClient} in the same way: it is used for all
 * locations, and is not closed.
 */
@FunctionalInterface
public interface ConfigStoreClientCustomizer {

	/**
	 * Change the builder, which has the settings of {@code config-store.*} already.
	 * @param builder the builder
	 */
	void customize(DynamoDbClientBuilder builder);

}
