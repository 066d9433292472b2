package dev.configstore.spring.dryrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The matrix behind both doors, with the plain property sources and with wrapped ones.
 */
class MatrixTests extends VerdictMatrix {

	/** Cells that are always run: each was wrong once. */
	private static final Set<String> ALWAYS = Set.of("field: an expression for a number",
			"expression: a number that is true", "nested: an expression for a number",
			"configuredField: a text with a local placeholder", "configured: a text with a local placeholder",
			"scopedConfigured: a text with a local placeholder", "strictSupertype: a valid number",
			"strict: a duration that is empty", "injected: a valid text", "lazyInjected: a valid text",
			"scopedInjected: a number that is too large", "abstractNested: another nested bean",
			"lazyAbstract: another nested bean", "third: a nested bean that is emptied",
			"collections: an entry out of its constraint", "lenient: a loose bean as a text",
			"lazyAbstract: a nested bean that is emptied beside a key of it", "made: a nested bean that is emptied",
			"third: a nested bean as a text beside a key of it", "method: a loose bean that is emptied",
			"scoped: a loose number out of its constraint", "never: a number of a wrong type",
			"never: a text that is blank", "scopedNever: a nested number of a wrong type", "never: a negative number",
			"scopedSupertype: a number as a word", "scopedMade: a number out of its constraint",
			"scopedChecking: a negative number", "single: a placeholder with a wrong default",
			"beanExpression: a fraction for a number");

	MatrixTests() {
		super(Integer.getInteger("test.cells", 30), ALWAYS);
	}

	@Override
	List<MatrixApplication> running() {
		return List.of(MatrixApplication.IMPORT, MatrixApplication.BOOTSTRAP, MatrixApplication.WRAPPED_IMPORT,
				MatrixApplication.WRAPPED_BOOTSTRAP);
	}

	/** Behind the second door a start takes twice as long, and says the same. */
	@Override
	MatrixApplication fresh() {
		return MatrixApplication.IMPORT;
	}

	@Test
	void knowsEnoughCells() {
		List<String> all = all().map(Cell::toString).toList();
		assertThat(all).hasSizeGreaterThan(300).doesNotHaveDuplicates().containsAll(ALWAYS);
	}

	@Test
	void whatCannotBeKnownIsTheListOfTheDocument() throws IOException {
		String document = Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs").resolve("refresh.md"));
		String section = document.substring(document.indexOf("## What is not checked"),
				document.indexOf("## A check of your own"));
		List<String> listed = section.lines()
			.filter((line) -> line.startsWith("- "))
			.map((line) -> line.substring(2))
			.toList();
		assertThat(listed).containsExactlyElementsOf(Unchecked.reasons());
	}

}
