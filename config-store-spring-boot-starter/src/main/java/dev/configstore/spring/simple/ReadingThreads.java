package dev.configstore.spring.simple;

import java.util.List;

/**
 * Threads that work for a read: the SDK's, which time it out or fetch credentials for it,
 * and those of our reload. A look-up on one of them must not begin the next read.
 * <p>
 * The name alone does not tell: an application may call its own threads
 * {@code sdk-worker-1}. Such a thread does not run code of the SDK.
 */
final class ReadingThreads {

	/** Only where a name fits the stack is walked, which costs some microseconds. */
	private static final List<String> NAMES = List.of("sdk-", "aws-java-sdk", "aws-sdk-", "sts-",
			"config-store-reload");

	private static final String CREDENTIALS_THREAD = "credentials-provider";

	private static final List<String> CODE = List.of("software.amazon.awssdk.", "dev.configstore.reload.");

	private ReadingThreads() {
	}

	/**
	 * Return whether the current thread is one.
	 */
	static boolean isOne() {
		String name = Thread.currentThread().getName();
		return (name.contains(CREDENTIALS_THREAD) || NAMES.stream().anyMatch(name::startsWith)) && runsCodeOfARead();
	}

	private static boolean runsCodeOfARead() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.anyMatch((frame) -> CODE.stream().anyMatch(frame.getClassName()::startsWith)));
	}

}
