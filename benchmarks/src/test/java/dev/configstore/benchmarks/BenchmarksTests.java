package dev.configstore.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BenchmarksTests {

	@Test
	void allSectionsAreRunUnlessSomeAreNamed() {
		assertThat(Benchmarks.sections()).containsExactly(Section.values());
		assertThat(Benchmarks.sections("all")).containsExactly(Section.values());
		assertThat(Benchmarks.sections("quiet,read-cost loading")).containsExactly(Section.QUIET, Section.READ_COST,
				Section.LOADING);
		assertThatIllegalArgumentException().isThrownBy(() -> Benchmarks.sections("loding"))
			.withMessageContainingAll("'loding'", "loading");
	}

	@Test
	void theReportSaysWhereItWasMadeAndHasEverySection(@TempDir Path directory) throws IOException {
		String report = Benchmarks.report(List.of(Section.QUIET, Section.LOADING), directory, (section, part) -> {
			if (section == Section.QUIET) {
				Markdown.section("Quiet running").paragraph("Nothing happened.").writeTo(part);
			}
		});
		assertThat(report).contains("| Machine |", "cores", "| JDK |", "| Spring Boot | 4", "| AWS SDK for Java | 2",
				"## Quiet running\n\nNothing happened.", "## loading\n\nThis section failed");
	}

}
