package dev.configstore;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.configstore.exception.ConfigStoreException.Place;
import dev.configstore.model.Binary;
import dev.configstore.model.CostForecast;
import dev.configstore.model.HistoryEntry;
import dev.configstore.model.Option;
import dev.configstore.model.Publication;
import dev.configstore.model.ReloadSchedule;
import dev.configstore.model.Rollback;
import dev.configstore.model.StoreProperties;
import dev.configstore.model.StoreProperty;
import dev.configstore.model.StoreSnapshot;
import dev.configstore.model.StoreVersion;
import dev.configstore.model.TableLayout;
import dev.configstore.model.TableSettings;
import dev.configstore.model.UnitsListener;
import dev.configstore.reload.ReloadListener;
import dev.configstore.reload.ReloadStatus;
import dev.configstore.test.EmbeddedDynamoDb;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code null} is an error with a sentence that names the parameter, wherever it is not
 * allowed.
 */
class NullTests {

	private static final StoreSnapshot SNAPSHOT = new StoreSnapshot("config", "prod", new TreeMap<>(),
			new StoreVersion(1, "token", null, null), 0, Instant.EPOCH);

	private static final Map<Class<?>, Object> SAMPLES = Stream
		.<Object>of("text", new Option("db", Map.of()), SNAPSHOT, new StoreProperty("a.b", "", "a", "b"),
				ReloadSchedule.DEFAULT, TableSettings.DEFAULT, new Place("config", "prod", "db"), Duration.ofSeconds(1),
				Instant.EPOCH, new byte[0], Mode.SIMPLE, TableSettings.BillingMode.PROVISIONED,
				URI.create("http://localhost:8000"), new String[0], true, 1, 1L, 0.5)
		.collect(Collectors.toMap(Object::getClass, (sample) -> sample));

	static {
		SAMPLES.put(boolean.class, true);
		SAMPLES.put(int.class, 1);
		SAMPLES.put(long.class, 1L);
		SAMPLES.put(double.class, 0.5);
		SAMPLES.put(Class.class, String.class);
		SAMPLES.put(Map.class, Map.of());
		SAMPLES.put(SortedMap.class, new TreeMap<>());
		SAMPLES.put(Set.class, Set.of());
		SAMPLES.put(List.class, List.of());
		SAMPLES.put(Collection.class, List.of());
		SAMPLES.put(Optional.class, Optional.empty());
		SAMPLES.put(RandomGenerator.class, new Random(1));
		SAMPLES.put(InstantSource.class, InstantSource.system());
		SAMPLES.put(Consumer.class, (Consumer<Object>) (text) -> {
		});
		SAMPLES.put(UnitsListener.class, (UnitsListener) (store, operation, units) -> {
		});
		SAMPLES.put(ReloadListener.class, new ReloadListener() {
		});
		SAMPLES.put(AwsCredentialsProvider.class, AnonymousCredentialsProvider.create());
		SAMPLES.put(DynamoDbClient.class, EmbeddedDynamoDb.shared().client());
		SAMPLES.put(Publication.class, Publication.of("db", Map.of()));
		SAMPLES.put(Publication.Others.class, Publication.Others.KEEP);
		SAMPLES.put(Rollback.class, Rollback.by("me"));
	}

	static Stream<Object> values() {
		return Stream.of(ConfigStore.builder(), ClientSettings.DEFAULT, new Option("db", Map.of()), SNAPSHOT,
				SNAPSHOT.properties(), new StoreProperty("a.b", "", "a", "b"), new StoreVersion(1, "token", null, null),
				new HistoryEntry(1, null, null, null, Set.of()), Rollback.by("me"), Binary.of(new byte[0]),
				CostForecast.NONE, ReloadSchedule.DEFAULT, TableSettings.DEFAULT,
				new TableLayout("config", "_store", "_option"),
				new ReloadStatus(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, null, 0, null), new StoreProperties.Clash(
						new StoreProperty("a.b", "", "a", "b"), new StoreProperty("a.b", "", "a", "b")));
	}

	@ParameterizedTest
	@MethodSource("values")
	void valuesAndBuilders(Object subject) {
		assertThat(wrong(subject, subject.getClass())).isEmpty();
	}

	@Test
	void publications() {
		assertThat(wrong(Publication.none(), Publication.class)).isEmpty();
		assertThat(wrong(Publication.none().change("db"), Publication.KeyChanges.class)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void stores(Mode mode) {
		try (ConfigStore store = ConfigStore.builder()
			.client(EmbeddedDynamoDb.shared().client())
			.table("nulls")
			.store("prod")
			.mode(mode)
			.open()) {
			assertThat(wrong(store, ConfigStore.class)).isEmpty();
		}
	}

	@Test
	void theTestNoticesABareNullPointer() {
		assertThat(wrong(new Bare(), Bare.class)).containsExactly("length(0): null");
	}

	private static List<String> wrong(Object subject, Class<?> type) {
		List<String> wrong = new ArrayList<>();
		for (Constructor<?> constructor : type.getConstructors()) {
			check(constructor, constructor::newInstance, wrong);
		}
		for (Method method : type.getMethods()) {
			boolean ours = method.getDeclaringClass() == type && !method.isBridge();
			if (ours && !Set.of("equals", "compareTo", "valueOf").contains(method.getName())) {
				check(method, (arguments) -> method.invoke(subject, arguments), wrong);
			}
		}
		return wrong;
	}

	private static void check(Executable executable, Call call, List<String> wrong) {
		Class<?>[] types = executable.getParameterTypes();
		for (int i = 0; i < types.length; i++) {
			if (types[i].isPrimitive() || isNullable(executable, i)) {
				continue;
			}
			@Nullable Object[] arguments = new Object[types.length];
			for (int j = 0; j < types.length; j++) {
				arguments[j] = (j == i || isNullable(executable, j)) ? null : sample(types[j]);
			}
			String message = message(call, arguments);
			if (message == null || !message.matches("'\\w+' must not be (null|blank)")) {
				wrong.add(executable.getName() + "(" + i + "): " + message);
			}
		}
	}

	private static boolean isNullable(Executable executable, int parameter) {
		return executable.getAnnotatedParameterTypes()[parameter].isAnnotationPresent(Nullable.class);
	}

	private static Object sample(Class<?> type) {
		assertThat(SAMPLES).as("a sample of each type").containsKey(type);
		return SAMPLES.get(type);
	}

	private static @Nullable String message(Call call, @Nullable Object[] arguments) {
		try {
			call.with(arguments);
			return "accepted";
		}
		catch (InvocationTargetException ex) {
			return ex.getCause().getMessage();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface Call {

		@Nullable Object with(@Nullable Object[] arguments) throws ReflectiveOperationException;

	}

	/** What no public type may be like. */
	public static final class Bare {

		public int length(Collection<String> names) {
			names = (names != null) ? names : Collections.emptyList();
			if (names.isEmpty()) {
				throw new NullPointerException();
			}
			return names.size();
		}

	}

}
