package dev.configstore.spring.aot;

import java.lang.reflect.RecordComponent;
import java.util.List;

import dev.configstore.spring.settings.ConfigStoreProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * Hints for the settings, which are bound before there are beans and whose components the
 * check of the settings reads, for the classes that are found by their names, and for the
 * client that waits for a region.
 */
final class ConfigStoreRuntimeHints implements RuntimeHintsRegistrar {

	/** A native image does not find a class that no hint names. */
	private static final List<String> OPTIONAL = List.of("jakarta.validation.bootstrap.GenericBootstrap",
			"org.hibernate.validator.HibernateValidator", "org.springframework.security.crypto.encrypt.TextEncryptor",
			"org.springframework.security.crypto.encrypt.BytesEncryptor");

	private static final String INJECTION = "dev.configstore.spring.autoconfigure.RefreshableInjection";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		BindableRuntimeHintsRegistrar.forTypes(ConfigStoreProperties.class).registerHints(hints);
		registerComponents(ConfigStoreProperties.class, hints);
		OPTIONAL.forEach((name) -> hints.reflection().registerTypeIfPresent(classLoader, name));
		hints.reflection().registerTypeIfPresent(classLoader, INJECTION, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		hints.proxies().registerJdkProxy(TypeReference.of("software.amazon.awssdk.services.dynamodb.DynamoDbClient"));
	}

	private static void registerComponents(Class<?> settings, RuntimeHints hints) {
		for (RecordComponent component : settings.getRecordComponents()) {
			hints.reflection().registerMethod(component.getAccessor(), ExecutableMode.INVOKE);
			if (component.getType().isRecord()) {
				registerComponents(component.getType(), hints);
			}
		}
	}

}
