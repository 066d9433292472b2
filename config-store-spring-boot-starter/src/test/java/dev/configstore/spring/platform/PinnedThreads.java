package dev.configstore.spring.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

	private static final Recording recording = new Recording();

	private PinnedThreads() {
	}

	static String watch() {
		recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
		recording.start();
		return "watching";
	}

	/**
	 * Pin one on purpose, and end the recording.
	 * @return the classes of ours that were on a stack, the one of this test among them,
	 * with the reason as Java 25 has it
	 */
	static Set<String> stop() {
		try {
			Thread pinned = virtual(() -> new Pins().toString());
			pinned.join();
			recording.stop();
			Path file = Files.createTempFile("pinned", ".jfr");
			recording.dump(file);
			Set<String> classes = new TreeSet<>();
			for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
				String reason = event.hasField("pinnedReason") ? event.getString("pinnedReason") : "";
				ours(event).ifPresent((type) -> classes.add(type + ": " + reason));
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
