package dev.configstore.spring.aot;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

import dev.configstore.spring.settings.ConfigStoreProperties;
import jakarta.validation.bootstrap.GenericBootstrap;
import org.hibernate.validator.HibernateValidator;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.encrypt.TextEncryptor;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigStoreRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void isFoundBySpring() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)).hasAtLeastOneElementOfType(ConfigStoreRuntimeHints.class);
	}

	@Test
	void coversWhatIsBoundAndWhatIsCompared() {
		new ConfigStoreRuntimeHints().registerHints(this.hints, null);
		List<Class<?>> records = new ArrayList<>(List.of(ConfigStoreProperties.class));
		for (int i = 0; i < records.size(); i++) {
			Class<?> settings = records.get(i);
			assertThat(
					RuntimeHintsPredicates.reflection().onConstructorInvocation(settings.getDeclaredConstructors()[0]))
				.as(settings.getName())
				.accepts(this.hints);
			for (RecordComponent component : settings.getRecordComponents()) {
				assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
					.as(component.toString())
					.accepts(this.hints);
				if (component.getType().isRecord()) {
					records.add(component.getType());
				}
			}
		}
		assertThat(records).contains(ConfigStoreProperties.Table.class, ConfigStoreProperties.Simple.class);
	}

	@Test
	void findsByNameWhatIsLookedFor() {
		new ConfigStoreRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		for (Class<?> type : List.of(GenericBootstrap.class, HibernateValidator.class, TextEncryptor.class,
				BytesEncryptor.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getName()).accepts(this.hints);
		}
	}

}
