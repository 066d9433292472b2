package dev.configstore.spring.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Lets the JVM record where a virtual thread kept its carrier while it waited.
 */
final class PinnedThreads {

	private static final String EVENT = "jdk.VirtualThreadPinned";

	private final Recording recording = new Recording();

	private PinnedThreads() {
		this.recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
		this.recording.start();
	}

	static PinnedThreads watch() {
		return new PinnedThreads();
	}

	/**
	 * Pin one on purpose, and end the recording.
	 * @return how often which class of ours was on the stack, the one of this test among
	 * them
	 */
	TreeMap<String, Integer> stop() {
		try {
			Thread pinned = virtual(() -> new Pins().toString());
			pinned.join();
			this.recording.stop();
			Path file = Files.createTempFile("pinned", ".jfr");
			this.recording.dump(file);
			TreeMap<String, Integer> classes = new TreeMap<>();
			for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
				ours(event).ifPresent((type) -> classes.merge(type, 1, Integer::sum));
			}
			Files.delete(file);
			return classes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Optional<String> ours(RecordedEvent event) {
		return event.getStackTrace()
			.getFrames()
			.stream()
			.filter(RecordedFrame::isJavaFrame)
			.map((frame) -> frame.getMethod().getType().getName())
			.filter((type) -> type.startsWith("dev.configstore."))
			.findFirst();
	}

	/** Java 21 has it, and 17 compiles this. */
	private static Thread virtual(Runnable work) {
		try {
			return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Who waits while a class is initialized keeps the carrier, in every Java. */
	private static final class Pins {

		static {
			LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
		}

	}

}
