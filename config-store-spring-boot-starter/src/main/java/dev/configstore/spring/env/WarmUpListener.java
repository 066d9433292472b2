package dev.configstore.spring.env;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.NativeDetector;
import org.springframework.core.Ordered;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Begins the {@link WarmUp} when the application is likely to read a store. Its
 * environment is not there yet, so the places where an import mostly stands are looked at
 * as texts. A mistake costs or saves some milliseconds, and nothing else depends on it;
 * in doubt nothing is begun.
 */
final class WarmUpListener implements ApplicationListener<ApplicationStartingEvent>, Ordered {

	private static final List<String> PLACES = List.of("classpath:/application.yml", "classpath:/application.yaml",
			"classpath:/application.properties", "file:./application.yml", "file:./application.yaml",
			"file:./application.properties", "file:./config/application.yml", "file:./config/application.properties");

	/** In YAML the settings are below the word at the beginning of a line. */
	private static final Pattern IMPORT = Pattern.compile("^\\s*[^\\s#].*\\bconfig-store:");

	private static final Pattern DISABLED = Pattern
		.compile("\\bconfig-store\\b.{0,300}?\\benabled\"?\\s*[:=]\\s*\"?false", Pattern.DOTALL);

	@Override
	public int getOrder() {
		// The SDK logs, and nothing is shown from here on until the logging is
		// configured.
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationStartingEvent event) {
		// A single processor would have to do the work twice, one time after the other.
		if (Runtime.getRuntime().availableProcessors() == 1) {
			return;
		}
		ResourceLoader files = new DefaultResourceLoader(event.getSpringApplication().getClassLoader());
		if (!NativeDetector.inNativeImage() && !Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)
				&& isLikely(event.getArgs(), System.getProperties(), System.getenv(), files)) {
			WarmUp.begin();
		}
	}

	/**
	 * Return whether a store is likely to be read.
	 */
	static boolean isLikely(String[] arguments, Properties system, Map<String, String> environment,
			ResourceLoader files) {
		List<String> outside = Stream
			.of(Arrays.stream(arguments),
					system.stringPropertyNames().stream().map((name) -> name + "=" + system.getProperty(name)),
					environment.entrySet()
						.stream()
						.map((variable) -> variable.getKey().toLowerCase(Locale.ROOT) + "=" + variable.getValue()))
			.flatMap((some) -> some)
			.toList();
		if (outside.stream().anyMatch(WarmUpListener::disables)) {
			return false;
		}
		return outside.stream().anyMatch(WarmUpListener::imports)
				|| PLACES.stream().anyMatch((place) -> imports(files.getResource(place)));
	}

	private static boolean disables(String setting) {
		return setting.matches("(--)?config[-_]?store[._]enabled=false");
	}

	private static boolean imports(String setting) {
		return setting.matches("(--)?spring[._]config[._]import(\\[\\d+])?=.*\\bconfig-store:.*");
	}

	private static boolean imports(Resource file) {
		String text = text(file);
		return text != null && !DISABLED.matcher(text).find()
				&& text.lines().anyMatch((line) -> IMPORT.matcher(line).find());
	}

	private static @Nullable String text(Resource file) {
		if (!file.isReadable()) {
			return null;
		}
		try (InputStream content = file.getInputStream()) {
			return new String(content.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			// Boot will say what is wrong with it.
			return null;
		}
	}

}
