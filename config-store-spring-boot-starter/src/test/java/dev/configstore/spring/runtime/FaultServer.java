package dev.configstore.spring.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Stands where DynamoDB should be and answers what it is told to, down to the socket: it
 * can fall silent and reset the connection in the middle of an answer.
 */
final class FaultServer implements AutoCloseable {

	private final Function<String, Answer> answers;

	private final ServerSocket listening;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	/**
	 * @param answers the answer to an operation, as its header {@code X-Amz-Target} names
	 * it
	 */
	FaultServer(Function<String, Answer> answers) {
		this.answers = answers;
		try {
			this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		daemon(this::accept);
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work, "fault-server");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.listening.getLocalPort();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.listening.accept();
				this.sockets.add(socket);
				daemon(() -> answer(socket));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private void answer(Socket socket) {
		try {
			Answer answer = this.answers.apply(readTarget(new BufferedInputStream(socket.getInputStream())));
			if (answer == Answer.NEVER) {
				return;
			}
			byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
			int length = answer.whole() ? body.length : 2 * body.length;
			socket.getOutputStream()
				.write(("HTTP/1.1 " + answer.status() + " -\r\nContent-Type: application/x-amz-json-1.0\r\n"
						+ "Connection: close\r\nContent-Length: " + length + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().write(body);
			if (!answer.whole()) {
				// What is closed without lingering is reset.
				socket.setSoLinger(true, 0);
			}
			socket.close();
		}
		catch (IOException ex) {
			// The client has gone.
		}
	}

	private static String readTarget(InputStream in) throws IOException {
		List<String> head = Arrays.asList(readHead(in).split("\r\n"));
		in.readNBytes(Integer.parseInt(header(head, "content-length:")));
		return header(head, "x-amz-target:");
	}

	private static String readHead(InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				throw new IOException("The client has gone");
			}
			head.write(next);
		}
		return head.toString(StandardCharsets.US_ASCII);
	}

	private static String header(List<String> head, String name) {
		return head.stream()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith(name))
			.map((line) -> line.substring(name.length()).trim())
			.findFirst()
			.orElse("0");
	}

	@Override
	public void close() {
		try {
			this.listening.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An answer.
	 *
	 * @param whole whether all of it is sent
	 */
	public record Answer(int status, String body, boolean whole) {

		static final Answer NEVER = new Answer(0, "", true);

		static Answer of(int status, String body) {
			return new Answer(status, body, true);
		}

		static Answer half(String body) {
			return new Answer(200, body, false);
		}

	}

}
