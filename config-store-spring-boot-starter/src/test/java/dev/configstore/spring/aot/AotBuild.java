package dev.configstore.spring.aot;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import dev.configstore.spring.support.ForkedJvm;
import dev.configstore.spring.support.JvmCommand;

import org.springframework.boot.SpringApplicationAotProcessor;

/**
 * What {@code process-aot} of Boot's Maven plugin does with an application: processes it
 * in a JVM of its own, and compiles what came of it.
 */
final class AotBuild {

	private final Class<?> application;

	private final Path folder;

	private final Path settings;

	private List<String> output = List.of();

	/**
	 * @param folder an empty one
	 * @param yaml what stands in {@code application.yml}
	 */
	AotBuild(Class<?> application, Path folder, String yaml) {
		this.application = application;
		this.folder = folder;
		this.settings = folder.resolve("settings");
		try {
			Files.createDirectories(this.settings);
			Files.writeString(this.settings.resolve("application.yml"), yaml);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Process with some properties of the system.
	 */
	AotBuild process(Map<String, ?> properties) {
		JvmCommand command = JvmCommand.of(SpringApplicationAotProcessor.class)
			.first(this.settings)
			.properties(properties)
			.arguments(this.application.getName(), sources().toString(), resources().toString(), classes().toString(),
					"dev.configstore", "aot");
		try (ForkedJvm processing = command.start()) {
			if (processing.end() != 0) {
				throw new IllegalStateException(processing.toString());
			}
			this.output = processing.output();
		}
		compile(command.classPath());
		return this;
	}

	private void compile(List<Path> classPath) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
				Stream<Path> found = Files.walk(sources())) {
			String path = Stream.concat(Stream.of(classes()), classPath.stream())
				.map(Path::toString)
				.collect(Collectors.joining(File.pathSeparator));
			if (!compiler.getTask(messages, files, null,
					List.of("-proc:none", "-parameters", "-cp", path, "-d", classes().toString()), null,
					files.getJavaFileObjectsFromPaths(
							found.filter((file) -> file.toString().endsWith(".java")).toList()))
				.call()) {
				throw new IllegalStateException(messages.toString());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return what runs the application as it was processed.
	 */
	JvmCommand command() {
		return JvmCommand.of(this.application)
			.first(classes(), resources(), this.settings)
			.property("spring.aot.enabled", true);
	}

	/**
	 * Return what was written while the application was processed.
	 */
	List<String> output() {
		return this.output;
	}

	Path sources() {
		return this.folder.resolve("sources");
	}

	Path resources() {
		return this.folder.resolve("resources");
	}

	Path classes() {
		return this.folder.resolve("classes");
	}

}
