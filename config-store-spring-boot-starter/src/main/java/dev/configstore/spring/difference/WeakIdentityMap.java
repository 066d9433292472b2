package dev.configstore.spring.difference;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A map by identity that keeps no key alive. Values must not lead back to their key, or
 * the key stays. Safe for several threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class WeakIdentityMap<K, V> {

	private final Map<Key<K>, V> entries = new ConcurrentHashMap<>();

	private final ReferenceQueue<K> collected = new ReferenceQueue<>();

	public @Nullable V get(K key) {
		return this.entries.get(new Key<>(key, null));
	}

	public @Nullable V putIfAbsent(K key, V value) {
		expunge();
		return this.entries.putIfAbsent(new Key<>(key, this.collected), value);
	}

	public @Nullable V remove(K key) {
		expunge();
		return this.entries.remove(new Key<>(key, null));
	}

	public List<V> values() {
		expunge();
		return new ArrayList<>(this.entries.values());
	}

	public int size() {
		expunge();
		return this.entries.size();
	}

	private void expunge() {
		for (Object key = this.collected.poll(); key != null; key = this.collected.poll()) {
			this.entries.remove(key);
		}
	}

	private static final class Key<K> extends WeakReference<K> {

		private final int hash;

		Key(K key, @Nullable ReferenceQueue<K> queue) {
			super(key, queue);
			this.hash = System.identityHashCode(key);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			if (this == other) {
				return true;
			}
			Object key = get();
			return key != null && other instanceof Key<?> same && same.get() == key;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
