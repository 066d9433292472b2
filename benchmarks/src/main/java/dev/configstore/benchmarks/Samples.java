package dev.configstore.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The data of all sections: options of 200 bytes, as DynamoDB counts an item of the store
 * {@value #STORE}, with four keys each.
 */
public final class Samples {

	/**
	 * The store that {@link #BYTES} is counted for.
	 */
	public static final String STORE = "prod";

	/**
	 * How large each option is: names and values, the two keys of the table included.
	 */
	public static final int BYTES = 200;

	private Samples() {
	}

	/**
	 * Return options by their names.
	 * @param number how many, up to 100,000
	 */
	public static Map<String, Map<String, Object>> options(int number) {
		Map<String, Map<String, Object>> options = new LinkedHashMap<>();
		for (int i = 0; i < number; i++) {
			options.put(name(i), keys(i, 0));
		}
		return options;
	}

	/**
	 * Return the name of an option.
	 */
	public static String name(int index) {
		return String.format(Locale.ROOT, "option-%05d", index);
	}

	/**
	 * Return the keys of an option. What another revision changes leaves the size as it
	 * is.
	 * @param revision 0 to 9
	 */
	public static Map<String, Object> keys(int index, int revision) {
		Map<String, Object> keys = new LinkedHashMap<>();
		keys.put("host", String.format(Locale.ROOT, "db-%05d-%d.eu-west-1.example.com", index, revision));
		keys.put("port", 27017);
		keys.put("username", String.format(Locale.ROOT, "application-%05d", index));
		keys.put("description", String.format(Locale.ROOT, "%091d", index));
		return keys;
	}

}
