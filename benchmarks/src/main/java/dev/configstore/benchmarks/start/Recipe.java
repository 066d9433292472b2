package dev.configstore.benchmarks.start;

import java.util.List;

/**
 * A file that one run of an application writes and its later runs read, so that classes
 * need not be parsed, checked and linked again.
 */
enum Recipe {

	/** Nothing is made. */
	NONE("") {

		@Override
		List<String> write(String file) {
			return List.of();
		}

		@Override
		List<String> read(String file) {
			return List.of();
		}

	},

	/** A dynamic archive, from JDK 13 on. */
	APP_CDS("AppCDS archive") {

		@Override
		List<String> write(String file) {
			return List.of("-XX:ArchiveClassesAtExit=" + file);
		}

		@Override
		List<String> read(String file) {
			return List.of("-XX:SharedArchiveFile=" + file);
		}

	},

	/** A cache that also has what the code did, from JDK 25 on. */
	AOT_CACHE("AOT cache") {

		@Override
		List<String> write(String file) {
			return List.of("-XX:AOTCacheOutput=" + file);
		}

		@Override
		List<String> read(String file) {
			return List.of("-XX:AOTCache=" + file);
		}

	};

	private final String title;

	Recipe(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

	/**
	 * Return what the JVM is told in the run that makes the file.
	 */
	abstract List<String> write(String file);

	/**
	 * Return what it is told in the later ones.
	 */
	abstract List<String> read(String file);

}
