package dev.configstore.spring.support;

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
public final class Conversation {

	static final String ANSWER = "answer: ";

	/** Not an answer, but the end of this conversation. Another one will follow. */
	public static final String END = "end";

	private Conversation() {
	}

	public static void hold(Function<String, ?> answers) {
		BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		try {
			for (String question = questions.readLine(); question != null; question = questions.readLine()) {
				Object answer = answers.apply(question);
				if (answer == END) {
					return;
				}
				say(answer);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static void say(Object answer) {
		System.out.println(ANSWER + Objects.toString(answer).replace('\n', ' '));
	}

}
