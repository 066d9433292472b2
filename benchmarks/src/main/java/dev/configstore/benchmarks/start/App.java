package dev.configstore.benchmarks.start;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to start the web application: with the class path of one of the modules below
 * {@code apps}, and nothing else on it.
 *
 * @param name how the report calls it
 * @param module the module whose class path it has
 * @param yaml its {@code application.yml}
 * @param recipe what is made before, to start sooner
 */
record App(String name, String module, String yaml, Recipe recipe) {

	/** The reactor is built from the module of the benchmarks or from above it. */
	private static final List<Path> MODULES = List.of(Path.of("apps"), Path.of("benchmarks", "apps"));

	App(String name, String module, String yaml) {
		this(name, module, yaml, Recipe.NONE);
	}

	App with(Recipe recipe) {
		return new App(this.name + ", " + recipe.title(), this.module, this.yaml, recipe);
	}

	String classPath() {
		Path target = modules().resolve(this.module).resolve("target");
		try (Stream<Path> own = Files.list(target)) {
			List<String> jars = own.map(Path::toAbsolutePath)
				.map(Path::toString)
				.filter((file) -> file.endsWith(".jar"))
				.toList();
			String dependencies = Files.readString(target.resolve("class-path")).strip();
			return String.join(File.pathSeparator, Stream.concat(jars.stream(), Stream.of(dependencies)).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The applications are not built, see the README of this module", ex);
		}
	}

	private static Path modules() {
		return MODULES.stream()
			.filter(Files::isDirectory)
			.findFirst()
			.orElseThrow(
					() -> new IllegalStateException("There is none of " + MODULES + " below the working directory"));
	}

}
