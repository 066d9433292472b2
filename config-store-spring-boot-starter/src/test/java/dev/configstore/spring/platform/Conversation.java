package dev.configstore.spring.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;

/**
 * The other end of a {@link ForkedJvm}: answers each line of the input with one line,
 * until there are no more.
 */
final class Conversation {

	static final String ANSWER = "answer: ";

	private Conversation() {
	}

	static void hold(Function<String, ?> answers) {
		try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String question = questions.readLine(); question != null; question = questions.readLine()) {
				say(answers.apply(question));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void say(Object answer) {
		System.out.println(ANSWER + Objects.toString(answer).replace('\n', ' '));
	}

}
