package dev.configstore.spring.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own: another Java, another class path, or what would be left behind in
 * this one. Where a {@link Conversation} runs in it, it is asked and answers.
 */
public final class ForkedJvm implements AutoCloseable {

	private static final int SECONDS = 90;

	private final Process process;

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final Thread reader;

	ForkedJvm(Process process) {
		this.process = process;
		this.reader = new Thread(this::read, "forked-jvm-output");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	private void read() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				this.output.add(line);
				if (line.startsWith(Conversation.ANSWER)) {
					this.answers.add(line.substring(Conversation.ANSWER.length()));
				}
			}
		}
		catch (IOException ex) {
			// Killed.
		}
	}

	/**
	 * Say a line, and return the answer.
	 */
	public String ask(String question) {
		try {
			this.process.outputWriter().write(question + "\n");
			this.process.outputWriter().flush();
		}
		catch (IOException ex) {
			throw new IllegalStateException("It has ended: " + this, ex);
		}
		return answer();
	}

	/**
	 * Return the next answer, which nobody need have asked for.
	 */
	public String answer() {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
		try {
			while (System.nanoTime() < end) {
				String answer = this.answers.poll(1, TimeUnit.SECONDS);
				if (answer != null) {
					return answer;
				}
				if (!this.reader.isAlive() && this.answers.isEmpty()) {
					break;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new IllegalStateException("No answer: " + this);
	}

	/**
	 * Return what it wrote so far, lines of the log among it.
	 */
	public List<String> output() {
		return List.copyOf(this.output);
	}

	/**
	 * Say nothing more and wait for its end.
	 * @return the exit code
	 */
	public int end() {
		try {
			this.process.outputWriter().close();
			if (!this.process.waitFor(SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException("It does not end: " + this);
			}
			this.reader.join();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	@Override
	public String toString() {
		return String.join("\n", this.output);
	}

}
