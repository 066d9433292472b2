package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.CandidateCheck;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * During a dry run its thread sees the candidate, by whatever way the application reads
 * its properties, and no other thread does.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class CandidateViewTests {

	private final EmbeddedTable table;

	CandidateViewTests(EmbeddedTable table) {
		this.table = table;
	}

	@BeforeEach
	void fill() {
		this.table.clear();
		this.table.put("prod", "look", Map.of("text", "old", "size", 1));
	}

	static List<MatrixApplication> doors() {
		return List.of(MatrixApplication.IMPORT, MatrixApplication.BOOTSTRAP);
	}

	@ParameterizedTest
	@MethodSource("doors")
	void onlyTheThreadThatChecksSeesTheCandidate(MatrixApplication door) {
		try (ConfigurableApplicationContext context = door.run(this.table, Group.PLAIN,
				List.of(Kind.of("looking", Application.class)))) {
			Looking looking = context.getBean(Looking.class);
			assertThat(looking.all()).containsOnly("old").hasSize(5);
			for (int i = 1; i <= 3; i++) {
				// With a name more each time, and none: the index of names is another
				// one.
				this.table.put("prod", "look",
						(i < 3) ? Map.of("text", "new" + i, "more" + i, 1) : Map.of("text", "new3"));
				assertThat(catchThrowableOfType(CandidateRejectedException.class,
						() -> context.getBean(ConfigStoreRuntime.class).stores().reload()))
					.isNotNull();
				assertThat(looking.here).containsOnly("new" + i).hasSize(5);
				assertThat(looking.elsewhere).containsOnly("old").hasSize(5);
				assertThat(looking.all()).containsOnly("old");
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Looking looking(ConfigurableEnvironment environment) {
			return new Looking(environment);
		}

	}

	/** Looks a property up in every way. */
	static class Looking implements CandidateCheck {

		private final ConfigurableEnvironment environment;

		List<@Nullable Object> here = List.of();

		List<@Nullable Object> elsewhere = List.of();

		Looking(ConfigurableEnvironment environment) {
			this.environment = environment;
		}

		@Override
		public void check(PropertyResolver candidate, Set<String> changed, Consumer<String> reject) {
			this.here = all();
			this.elsewhere = CompletableFuture.supplyAsync(this::all).join();
			reject.accept("looked");
		}

		List<@Nullable Object> all() {
			List<@Nullable Object> found = new ArrayList<>();
			found.add(this.environment.getProperty("look.text"));
			found.add(this.environment.resolvePlaceholders("${look.text}"));
			found.add(Binder.get(this.environment).bind("look.text", String.class).get());
			for (PropertySource<?> source : this.environment.getPropertySources()) {
				if (source.getSource() instanceof ConfigurableEnvironment inner
						&& source.containsProperty("look.text")) {
					found.add(source.getProperty("look.text"));
					found.add(ConfigurationPropertySources.createPropertyResolver(inner.getPropertySources())
						.getProperty("look.text"));
				}
			}
			return found;
		}

	}

}
