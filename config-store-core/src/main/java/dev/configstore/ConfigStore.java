package dev.configstore;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One store: options, each with keys. Safe for many threads.
 * <p>
 * What reads cost, and how fresh they are, is the {@linkplain #mode() mode}'s matter; a
 * write always goes to DynamoDB.
 */
public interface ConfigStore extends AutoCloseable {

	/**
	 * Describe a store to open.
	 * @return a builder
	 */
	static ConfigStoreBuilder builder() {
		return new ConfigStoreBuilder();
	}

	/**
	 * Return the table the store is in.
	 * @return the table's name
	 */
	String table();

	/**
	 * Return the store's name.
	 * @return the name
	 */
	String store();

	/**
	 * Return where reads are answered.
	 * @return the mode
	 */
	Mode mode();

	/**
	 * Return an option. In simple mode one strongly consistent GetItem, in time-based
	 * mode no call.
	 * @param option the option's name
	 * @return the option
	 * @throws OptionNotFoundException if the store has no option of that name
	 * @throws ConfigStoreException if DynamoDB cannot be read (simple mode)
	 */
	Option get(String option);

	/**
	 * Return an option with some of its keys. Costs what {@link #get(String)} costs.
	 * @param option the option's name
	 * @param key a key to return
	 * @param moreKeys more keys to return; keys the option does not have are left out
	 * @return the option
	 * @throws OptionNotFoundException if the store has no option of that name
	 * @throws ConfigStoreException if DynamoDB cannot be read (simple mode)
	 */
	Option get(String option, String key, String... moreKeys);

	/**
	 * Return all options. In simple mode one strongly consistent Query a page, in
	 * time-based mode no call.
	 * @return the options as of one moment
	 * @throws ConfigStoreException if DynamoDB cannot be read (simple mode)
	 */
	StoreSnapshot getAll();

	/**
	 * Write an option: the keys given are all it has then. In time-based mode reads show
	 * it after the next {@link #reload()}.
	 * @param option the option's name, 1 to 1,011 bytes of UTF-8
	 * @param keys the values by key, in the types of {@link Option}
	 * @throws InvalidOptionException if it cannot be an item; nothing was sent then
	 * @throws ConfigStoreException if DynamoDB cannot be written
	 */
	void set(String option, Map<String, ? extends @Nullable Object> keys);

	/**
	 * Delete an option. In time-based mode reads show it after the next
	 * {@link #reload()}.
	 * @param option the option's name
	 * @return whether there was one
	 * @throws ConfigStoreException if DynamoDB cannot be written
	 */
	boolean delete(String option);

	/**
	 * Read the store again now, and return when reads answer from what was found. In
	 * simple mode there is nothing to do.
	 * @return whether anything had changed
	 * @throws ConfigStoreException if it failed; the last state stays
	 */
	boolean reload();

	/**
	 * Add a listener to the reloads. In simple mode it never hears anything.
	 * @param listener the listener
	 */
	void addListener(ReloadListener listener);

	/**
	 * Remove a listener.
	 * @param listener the listener
	 */
	void removeListener(ReloadListener listener);

	/**
	 * End the reloads and close the client, unless it was given to the builder. Reads in
	 * time-based mode go on answering from the last snapshot.
	 */
	@Override
	void close();

}
