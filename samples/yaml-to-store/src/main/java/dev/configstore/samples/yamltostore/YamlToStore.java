package dev.configstore.samples.yamltostore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.ConfigStore;
import dev.configstore.Mode;
import dev.configstore.model.Publication;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Copies options of a YAML file into a store, and leaves the file as it is. The arguments
 * are the file, the table, the store and the options: the names at the file's left edge
 * that are to be copied.
 */
public final class YamlToStore {

	private YamlToStore() {
	}

	public static void main(String[] args) throws IOException {
		try (InputStream yaml = Files.newInputStream(Path.of(args[0]));
				ConfigStore store = ConfigStore.builder().table(args[1]).store(args[2]).mode(Mode.SIMPLE).open()) {
			copy(yaml, store, Arrays.asList(args).subList(3, args.length));
		}
	}

	static void copy(InputStream yaml, ConfigStore store, List<String> options) {
		Map<String, Map<String, Object>> found = read(yaml);
		Publication publication = Publication.none().by("yaml-to-store");
		for (String option : options) {
			publication = publication.set(option, keys(option, found));
		}
		store.publish(store.preview(publication));
	}

	private static Map<String, Object> keys(String option, Map<String, Map<String, Object>> found) {
		Map<String, Object> keys = found.get(option);
		if (keys == null) {
			throw new IllegalArgumentException("The file has nothing below '" + option + "'");
		}
		return keys;
	}

	/**
	 * Return what stands below each name at the left edge: {@code db: {host: …}} and
	 * {@code db.host: …} are the option {@code db} with the key {@code host}.
	 */
	private static Map<String, Map<String, Object>> read(InputStream yaml) {
		Map<String, Map<String, Object>> options = new LinkedHashMap<>();
		Map<String, Object> document = new Yaml(new DatesAsText()).load(yaml);
		document.forEach((name, value) -> {
			int dot = name.indexOf('.');
			if (dot > 0) {
				options.computeIfAbsent(name.substring(0, dot), (option) -> new LinkedHashMap<>())
					.put(name.substring(dot + 1), value);
			}
			else if (value instanceof Map<?, ?> keys) {
				Map<String, Object> option = options.computeIfAbsent(name, (key) -> new LinkedHashMap<>());
				keys.forEach((key, inner) -> option.put(String.valueOf(key), inner));
			}
		});
		return options;
	}

	/**
	 * As Spring Boot reads them.
	 */
	private static final class DatesAsText extends SafeConstructor {

		private DatesAsText() {
			super(new LoaderOptions());
			this.yamlConstructors.put(Tag.TIMESTAMP, new AbstractConstruct() {
				@Override
				public Object construct(Node node) {
					return ((ScalarNode) node).getValue();
				}
			});
		}

	}

}
