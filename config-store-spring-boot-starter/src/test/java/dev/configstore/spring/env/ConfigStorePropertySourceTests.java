package dev.configstore.spring.env;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.boot.origin.Origin;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The live property source, through both doors.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class ConfigStorePropertySourceTests {

	private static final String SECRET = "s3cr3t-value";

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	ConfigStorePropertySourceTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "db", Map.of("host", SECRET, "port", 1, "hosts", List.of("a", "b", "c")));
	}

	@ParameterizedTest
	@EnumSource
	void handsOutItsNamesWithoutCopyingWhenItIsAskedTwice(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			EnumerablePropertySource<?> source = source(context);
			assertThat(source.getPropertyNames()).containsExactlyInAnyOrder("db.host", "db.port", "db.hosts[0]",
					"db.hosts[1]", "db.hosts[2]");
			if (door == Door.IMPORT) {
				// Spring Cloud's wrapper behind the other door copies; Boot looks into
				// it.
				assertThat(source.getPropertyNames()).isSameAs(source.getPropertyNames());
			}
			assertThat(source.containsProperty("db.host")).isTrue();
			assertThat(source.containsProperty("db")).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void isReadByBootAsTheImmutableSourceWithinWhenItIsFlattened(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			List<Object> underlying = new ArrayList<>();
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
				underlying.add(source.getUnderlyingSource());
			}
			assertThat(underlying)
				.filteredOn((source) -> name(source).contains("config-store:")
						&& source instanceof OriginTrackedMapPropertySource inner && inner.isImmutable())
				.hasSize(1);
			// The live one itself must not be taken for immutable: its names change.
			assertThat(source(context)).isNotInstanceOf(PropertySourceInfo.class);
		}
	}

	@ParameterizedTest
	@EnumSource
	void knowsWhereAPropertyStandsWhenItIsBound(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			List<Origin> origins = new ArrayList<>();
			BindHandler recorder = new AbstractBindHandler() {

				@Override
				public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
						Object result) {
					origins.add(Origin.from(context.getConfigurationProperty()));
					return result;
				}

			};
			Binder.get(context.getEnvironment()).bind("db.host", Bindable.of(String.class), recorder);
			assertThat(origins).hasSize(1);
			assertThat(origins.get(0))
				.hasToString("DynamoDB table '" + this.table.name() + "', store 'prod', option 'db', key 'host'");
		}
	}

	@ParameterizedTest
	@EnumSource
	void namesThePlaceWhenAValueCannotBeBound(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			assertThatExceptionOfType(BindException.class)
				.isThrownBy(() -> Binder.get(context.getEnvironment()).bind("db.host", Integer.class))
				.satisfies((failure) -> assertThat(Origin.from(failure.getProperty()))
					.hasToString("DynamoDB table '" + this.table.name() + "', store 'prod', option 'db', key 'host'"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void showsNoValueWhenItIsPrinted(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			PropertySource<?> source = source(context);
			PropertyGeneration generation = context.getBean(ConfigStoreRuntime.class).stores().current();
			assertThat(List.of(source.toString(), source.getSource().toString(), generation.toString(),
					generation.location(0).toString()))
				.noneMatch((text) -> text.contains(SECRET));
		}
	}

	@ParameterizedTest
	@EnumSource
	void showsTheNewStateWhenItIsSwapped(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			ConfigurableEnvironment environment = context.getEnvironment();
			String name = source(context).getName();
			Binder binder = Binder.get(environment);
			assertThat(hosts(binder)).containsExactly("a", "b", "c");
			this.table.put("prod", "db", Map.of("port", 2, "hosts", List.of("a")));
			this.table.put("prod", "mail", Map.of("from", "me"));
			context.getBean(ConfigStoreRuntime.class).stores().reload();
			assertThat(environment.getProperty("mail.from")).isEqualTo("me");
			assertThat(environment.getProperty("db.host")).isNull();
			assertThat(environment.containsProperty("db.host")).isFalse();
			assertThat(binder.bind("db.host", String.class).isBound()).isFalse();
			assertThat(binder.bind("mail.from", String.class).get()).isEqualTo("me");
			assertThat(binder.bind("db.port", Integer.class).get()).isEqualTo(2);
			assertThat(hosts(binder)).containsExactly("a");
			assertThat(source(context).getName()).isEqualTo(name);
		}
	}

	@ParameterizedTest
	@EnumSource
	void keepsTheSourceThatBootHasIndexedWhenOnlyValuesChange(Door door) {
		try (ConfigurableApplicationContext context = run(door)) {
			PropertySource<?> indexed = immutable(context);
			this.table.putKey("prod", "db", "port", 2);
			context.getBean(ConfigStoreRuntime.class).stores().reload();
			assertThat(immutable(context)).isSameAs(indexed);
			assertThat(indexed.getProperty("db.port")).isEqualTo("2");
			assertThat(context.getEnvironment().getProperty("db.port")).isEqualTo("2");
			this.table.put("prod", "db", Map.of("port", 3, "user", "me"));
			context.getBean(ConfigStoreRuntime.class).stores().reload();
			assertThat(immutable(context)).isNotSameAs(indexed);
			assertThat(context.getEnvironment().getProperty("db.user")).isEqualTo("me");
			// Who still has it sees the last values it was asked for, and no other names.
			assertThat(indexed.getProperty("db.port")).isEqualTo("2");
			assertThat(indexed.getProperty("db.user")).isNull();
			assertThat(indexed.getSource().toString()).doesNotContain(SECRET);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isFoundByItsExactNameWhenThatIsNoValidOne(Door door) {
		this.table.put("prod", "My Option", Map.of("Größe (cm)", "9", "_id", "7"));
		try (ConfigurableApplicationContext context = run(door)) {
			assertThat(context.getEnvironment().getProperty("My Option.Größe (cm)")).isEqualTo("9");
			assertThat(context.getEnvironment().getProperty("My Option._id")).isEqualTo("7");
		}
	}

	@ParameterizedTest
	@EnumSource
	void warnsOnceWhenTwoKeysClaimOneName(Door door) {
		this.table.put("prod", "a", Map.of("b.c", "short"));
		this.table.put("prod", "a.b", Map.of("c", "long"));
		try (OutputLines output = new OutputLines(); ConfigurableApplicationContext context = run(door)) {
			assertThat(context.getEnvironment().getProperty("a.b.c")).isEqualTo("long");
			this.table.put("prod", "mail", Map.of("from", "me"));
			context.getBean(ConfigStoreRuntime.class).stores().reload();
			assertThat(output.warnings()).filteredOn((line) -> line.contains("'a.b.c' is defined twice"))
				.hasSize(1)
				.allSatisfy((line) -> assertThat(line).contains("option 'a', key 'b.c'", "option 'a.b', key 'c'")
					.doesNotContain("short", "long"));
		}
	}

	@Test
	void isCurrentInAChildContextWhenTheParentSwaps() {
		TestApplication application = new TestApplication(this.directory, this.table).through(Door.IMPORT);
		try (ConfigurableApplicationContext context = application.run()) {
			try (ConfigurableApplicationContext child = new SpringApplicationBuilder(TestApplication.Empty.class)
				.web(WebApplicationType.NONE)
				.registerShutdownHook(false)
				.parent(context)
				.run("--spring.config.location=optional:classpath:/none/")) {
				assertThat(child.getEnvironment().getProperty("db.port")).isEqualTo("1");
				this.table.putKey("prod", "db", "port", 2);
				context.getBean(ConfigStoreRuntime.class).stores().reload();
				assertThat(child.getEnvironment().getProperty("db.port")).isEqualTo("2");
				assertThat(Binder.get(child.getEnvironment()).bind("db.port", Integer.class).get()).isEqualTo(2);
			}
			this.table.putKey("prod", "db", "port", 3);
			context.getBean(ConfigStoreRuntime.class).stores().reload();
			assertThat(context.getEnvironment().getProperty("db.port")).isEqualTo("3");
		}
	}

	private ConfigurableApplicationContext run(Door door) {
		return new TestApplication(this.directory, this.table).through(door).run();
	}

	private static List<String> hosts(Binder binder) {
		return binder.bind("db.hosts", Bindable.listOf(String.class)).get();
	}

	private static PropertySource<?> immutable(ConfigurableApplicationContext context) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
			if (source.getUnderlyingSource() instanceof OriginTrackedMapPropertySource inner && inner.isImmutable()
					&& name(inner).contains("config-store:")) {
				return inner;
			}
		}
		throw new AssertionError("There is none");
	}

	private static String name(Object source) {
		return (source instanceof PropertySource<?> named) ? named.getName() : "";
	}

	private static EnumerablePropertySource<?> source(ConfigurableApplicationContext context) {
		return (EnumerablePropertySource<?>) context.getEnvironment()
			.getPropertySources()
			.stream()
			.filter((source) -> source.getName().contains("config-store:"))
			.findFirst()
			.orElseThrow();
	}

}
