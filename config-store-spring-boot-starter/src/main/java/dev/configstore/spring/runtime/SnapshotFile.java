package dev.configstore.spring.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.configstore.model.StoreSnapshot;
import dev.configstore.spring.text.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * The last accepted snapshots of all stores in a file, for a start without DynamoDB.
 * <p>
 * Written beside itself, forced to the disk and moved into place, so that a reader always
 * finds a complete one; readable by its owner only. The bytes are: {@value #MAGIC}, the
 * version of the format, SHA-256 of the rest, whether the rest is encrypted, and the
 * content, which names the locations it is of.
 */
public final class SnapshotFile {

	private static final String MAGIC = "config-store";

	private static final int FORMAT = 1;

	private static final int DIGEST_BYTES = 32;

	private static final String SUFFIX = ".tmp";

	private static final Duration UNFINISHED = Duration.ofMinutes(1);

	private final Path file;

	private final @Nullable Duration maxAge;

	private final SnapshotCipher cipher;

	private final InstantSource clock;

	/**
	 * @param maxAge the oldest content that is used, or {@code null} for any
	 */
	SnapshotFile(Path file, @Nullable Duration maxAge, SnapshotCipher cipher) {
		this(file, maxAge, cipher, InstantSource.system());
	}

	SnapshotFile(Path file, @Nullable Duration maxAge, SnapshotCipher cipher, InstantSource clock) {
		this.file = file.toAbsolutePath();
		this.maxAge = maxAge;
		this.cipher = cipher;
		this.clock = clock;
	}

	/**
	 * Replace the file.
	 * @param snapshots the stores of each location
	 * @throws IOException if it cannot be written; the old file is whole then
	 */
	void write(Map<String, List<StoreSnapshot>> snapshots) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(content)) {
			out.writeLong(this.clock.instant().toEpochMilli());
			out.writeInt(snapshots.size());
			for (Map.Entry<String, List<StoreSnapshot>> location : snapshots.entrySet()) {
				out.writeUTF(location.getKey());
				byte[] encoded = SnapshotCodec.encode(location.getValue());
				out.writeInt(encoded.length);
				out.write(encoded);
			}
		}
		byte[] encrypted = this.cipher.encrypt(content.toByteArray());
		byte[] sealed = ByteBuffer.allocate(1 + encrypted.length).put(this.cipher.mark()).put(encrypted).array();
		ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length() + 1 + DIGEST_BYTES + sealed.length)
			.put(MAGIC.getBytes(StandardCharsets.US_ASCII))
			.put((byte) FORMAT)
			.put(digest(sealed))
			.put(sealed)
			.flip();
		replace(bytes);
	}

	private void replace(ByteBuffer bytes) throws IOException {
		Path folder = Objects.requireNonNull(this.file.getParent(), "A file has a parent folder");
		Files.createDirectories(folder);
		deleteLeftovers(folder);
		Path temporary = Files.createTempFile(folder, prefix(), SUFFIX, ownerOnly(folder));
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
				while (bytes.hasRemaining()) {
					channel.write(bytes);
				}
				channel.force(true);
			}
			Files.move(temporary, this.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
		forceFolder(folder);
	}

	private String prefix() {
		return this.file.getFileName() + ".";
	}

	/**
	 * A process that is killed while writing leaves a temporary file. A recent one may
	 * belong to another process that is writing.
	 */
	private void deleteLeftovers(Path folder) throws IOException {
		Instant young = Instant.now().minus(UNFINISHED);
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, (path) -> {
			String name = path.getFileName().toString();
			return name.startsWith(prefix()) && name.endsWith(SUFFIX);
		})) {
			for (Path file : files) {
				if (Files.getLastModifiedTime(file).toInstant().isBefore(young)) {
					Files.deleteIfExists(file);
				}
			}
		}
		catch (NoSuchFileException ex) {
			// Another process was faster.
		}
	}

	private static FileAttribute<?>[] ownerOnly(Path folder) {
		boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
		return posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

	/**
	 * Without it the new name may be gone after a power cut. Not every system can.
	 */
	private static void forceFolder(Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			// The file itself is whole either way.
		}
	}

	/**
	 * Read the file.
	 * @return its content
	 * @throws RejectedException if there is no file, or it must not be used
	 */
	Content read() throws RejectedException {
		byte[] bytes = bytes();
		int header = MAGIC.length() + 1 + DIGEST_BYTES;
		if (bytes.length < header || !MAGIC.equals(new String(bytes, 0, MAGIC.length(), StandardCharsets.US_ASCII))) {
			throw new RejectedException("is not a snapshot file");
		}
		if (bytes[MAGIC.length()] != FORMAT) {
			throw new RejectedException("has format " + bytes[MAGIC.length()] + ", and this version reads " + FORMAT);
		}
		byte[] sealed = Arrays.copyOfRange(bytes, header, bytes.length);
		if (!Arrays.equals(digest(sealed), Arrays.copyOfRange(bytes, MAGIC.length() + 1, header))) {
			throw new RejectedException("is damaged: its checksum is wrong");
		}
		if (sealed.length == 0 || sealed[0] != this.cipher.mark()) {
			throw new RejectedException(
					(this.cipher == SnapshotCipher.NONE) ? "is encrypted, and 'config-store.snapshot.key' is not set"
							: "is not encrypted, and 'config-store.snapshot.key' is set");
		}
		return content(this.cipher.decrypt(Arrays.copyOfRange(sealed, 1, sealed.length)));
	}

	private byte[] bytes() throws RejectedException {
		try {
			return Files.readAllBytes(this.file);
		}
		catch (NoSuchFileException ex) {
			throw new RejectedException("does not exist");
		}
		catch (IOException ex) {
			throw new RejectedException("cannot be read: " + ex.getClass().getSimpleName());
		}
	}

	private Content content(byte[] content) throws RejectedException {
		Map<String, List<StoreSnapshot>> snapshots = new LinkedHashMap<>();
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
			Instant at = Instant.ofEpochMilli(in.readLong());
			Duration age = Duration.between(at, this.clock.instant());
			if (this.maxAge != null && age.compareTo(this.maxAge) > 0) {
				throw new RejectedException("is too old: " + DurationText.of(age) + ", and "
						+ DurationText.of(this.maxAge) + " is the limit");
			}
			int locations = in.readInt();
			for (int i = 0; i < locations; i++) {
				String location = in.readUTF();
				int length = in.readInt();
				if (length > in.available()) {
					throw new IOException("Unlikely length");
				}
				snapshots.put(location, SnapshotCodec.decode(in.readNBytes(length)));
			}
			if (locations < 0 || in.available() > 0) {
				throw new IOException("Not what was written");
			}
			return new Content(at, snapshots);
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new RejectedException("cannot be understood");
		}
	}

	private static byte[] digest(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return this.file.toString();
	}

	/**
	 * What a file holds.
	 *
	 * @param at when it was written
	 * @param snapshots the stores of each location
	 */
	record Content(Instant at, Map<String, List<StoreSnapshot>> snapshots) {

	}

	/**
	 * Why a file is not used.
	 */
	public static final class RejectedException extends Exception {

		private static final long serialVersionUID = 1L;

		RejectedException(String reason) {
			super(reason);
		}

	}

}
