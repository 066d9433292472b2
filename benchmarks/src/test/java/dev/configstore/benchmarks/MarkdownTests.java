package dev.configstore.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownTests {

	@Test
	void figuresHaveAboutThreeDigits() {
		assertThat(List.of(0.5, 1.25, 63.16, 379.0, 17_640.0, 0.0, Double.NaN)).map(Markdown::figure)
			.containsExactly("0.500", "1.25", "63.2", "379", "17,640", "0.00", "–");
	}

	@Test
	void columnsOfFiguresAreAlignedToTheRight() {
		assertThat(Markdown.section("Loading").table(List.of("what", "ms"), List.of(List.of("SDK", "4.95"))))
			.hasToString("## Loading\n\n| what | ms |\n| --- | ---: |\n| SDK | 4.95 |\n\n");
	}

	@Test
	void targetsAreShownWithTheirVerdicts() {
		assertThat(Markdown.section("Loading").targets(new Target("a / b", 1.2, 1.5), new Target("c / d", 1.2, 1)))
			.asString()
			.contains("| a / b | 1.20 | 1.50 | **not reached** |", "| c / d | 1.20 | 1.00 | reached |");
	}

}
