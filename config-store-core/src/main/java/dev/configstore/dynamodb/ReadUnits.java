package dev.configstore.dynamodb;

/**
 * What a read costs, by the rules of the developer guide ("Read consistency and capacity
 * units"): the size up to the next 4 KB, one unit each when strongly consistent, half a
 * unit when not. A Query is rounded as a whole, page by page; nothing found costs as
 * little as something small.
 */
public final class ReadUnits {

	private static final int BLOCK = 4 * 1024;

	private static final long PAGE = 1024 * 1024;

	private ReadUnits() {
	}

	/**
	 * Return the units of a GetItem.
	 * @param bytes the size of the item; 0 when there is none
	 */
	public static double ofItem(long bytes, boolean consistent) {
		return Math.max(1, blocks(bytes)) * (consistent ? 1.0 : 0.5);
	}

	/**
	 * Return the units of a Query with all its pages.
	 * @param bytes the size of all items
	 */
	public static double ofQuery(long bytes, boolean consistent) {
		long full = bytes / PAGE;
		long blocks = full * blocks(PAGE) + blocks(bytes % PAGE);
		return Math.max(1, blocks) * (consistent ? 1.0 : 0.5);
	}

	/**
	 * Whether a full eventually consistent read costs no more than a look at one item.
	 */
	public static boolean isSmall(long bytes) {
		return bytes <= BLOCK;
	}

	private static long blocks(long bytes) {
		return (bytes + BLOCK - 1) / BLOCK;
	}

}
