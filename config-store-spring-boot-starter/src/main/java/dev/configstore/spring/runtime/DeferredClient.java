package dev.configstore.spring.runtime;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import dev.configstore.exception.ClientSetupException;
import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.spring.settings.InvalidSettingException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A client for which the SDK has found no region so far. Each request looks for one
 * again, so that an optional store is read as soon as there is one, and fails with a
 * {@link ClientSetupException} until then.
 */
final class DeferredClient implements InvocationHandler {

	private final Supplier<DynamoDbClient> client;

	private final Place place;

	/** The search that has just failed is not repeated for the first request. */
	private final AtomicReference<@Nullable InvalidSettingException> first;

	private DeferredClient(Supplier<DynamoDbClient> client, Place place, InvalidSettingException first) {
		this.client = client;
		this.place = place;
		this.first = new AtomicReference<>(first);
	}

	/**
	 * @param client makes the client, or returns the one that was made
	 * @param place the store, for the message
	 * @param failure why it could not be made
	 */
	static DynamoDbClient of(Supplier<DynamoDbClient> client, Place place, InvalidSettingException failure) {
		return (DynamoDbClient) Proxy.newProxyInstance(DynamoDbClient.class.getClassLoader(),
				new Class<?>[] { DynamoDbClient.class }, new DeferredClient(client, place, failure));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke((method.getDeclaringClass() == Object.class) ? this : client(), arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private DynamoDbClient client() {
		InvalidSettingException known = this.first.getAndSet(null);
		if (known != null) {
			throw noRegion(known);
		}
		try {
			return this.client.get();
		}
		catch (InvalidSettingException ex) {
			throw noRegion(ex);
		}
	}

	private ClientSetupException noRegion(InvalidSettingException failure) {
		return new ClientSetupException("No client for DynamoDB can be made: " + failure.getMessage(), this.place,
				failure);
	}

}
