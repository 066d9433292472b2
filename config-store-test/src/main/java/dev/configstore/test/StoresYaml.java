package dev.configstore.test;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Stores as a YAML document: {@code store: {option: {key: value}}}.
 */
final class StoresYaml {

	private static final String CLASSPATH = "classpath:";

	private StoresYaml() {
	}

	static InputStream open(String location) throws IOException {
		if (!location.startsWith(CLASSPATH)) {
			return Files.newInputStream(Path.of(location));
		}
		String name = location.substring(CLASSPATH.length());
		String resource = name.startsWith("/") ? name.substring(1) : name;
		ClassLoader context = Thread.currentThread().getContextClassLoader();
		ClassLoader loader = (context != null) ? context : StoresYaml.class.getClassLoader();
		InputStream stream = loader.getResourceAsStream(resource);
		if (stream == null) {
			throw new IllegalArgumentException("There is no '" + resource + "' on the class path");
		}
		return stream;
	}

	static Map<String, Map<String, Map<?, ?>>> read(InputStream yaml) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		Object document;
		try {
			document = new Yaml(new ExactNumbers(options)).load(yaml);
		}
		catch (YAMLException ex) {
			throw new IllegalArgumentException("This is not YAML: " + ex.getMessage(), ex);
		}
		Map<String, Map<String, Map<?, ?>>> stores = new LinkedHashMap<>();
		mapping(document, "the document").forEach((store, content) -> {
			Map<String, Map<?, ?>> inStore = new LinkedHashMap<>();
			mapping(content, "store '" + store + "'").forEach((option, keys) -> inStore.put(String.valueOf(option),
					mapping(keys, "option '" + option + "' of store '" + store + "'")));
			stores.put(String.valueOf(store), inStore);
		});
		return stores;
	}

	private static Map<?, ?> mapping(@Nullable Object node, String what) {
		if (node == null) {
			return Map.of();
		}
		if (node instanceof Map<?, ?> map) {
			return map;
		}
		throw new IllegalArgumentException(
				"The form is 'store: {option: {key: value}}', but " + what + " is not a mapping");
	}

	/** Decimals keep every digit, and a date stays the text that it is in the table. */
	private static final class ExactNumbers extends SafeConstructor {

		private ExactNumbers(LoaderOptions options) {
			super(options);
			this.yamlConstructors.put(Tag.FLOAT, new AbstractConstruct() {
				@Override
				public Object construct(Node node) {
					return decimal(((ScalarNode) node).getValue());
				}
			});
			this.yamlConstructors.put(Tag.TIMESTAMP, new AbstractConstruct() {
				@Override
				public Object construct(Node node) {
					return ((ScalarNode) node).getValue();
				}
			});
		}

		private static BigDecimal decimal(String text) {
			try {
				return new BigDecimal(text.replace("_", ""));
			}
			catch (NumberFormatException ex) {
				throw new IllegalArgumentException("DynamoDB has no number '" + text + "'", ex);
			}
		}

	}

}
