package dev.configstore.spring.env;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * An environment of one location alone, which Boot reads in its place. Shows no value
 * when printed.
 */
final class SourceView extends AbstractEnvironment {

	private @Nullable ConfigStorePropertySource source;

	private volatile @Nullable Flat flat;

	/** All that Boot may keep. */
	private final List<WeakReference<CurrentValues>> values = new ArrayList<>();

	private volatile boolean released;

	void of(ConfigStorePropertySource source) {
		this.source = source;
	}

	@Nullable ConfigStorePropertySource source() {
		return this.source;
	}

	@Override
	public MutablePropertySources getPropertySources() {
		ConfigStorePropertySource source = this.source;
		if (source == null) {
			// The constructor of the superclass calls this.
			return super.getPropertySources();
		}
		LocationProperties now = source.properties();
		SourceWrapper wrapper = source.wrapper();
		Flat flat = this.flat;
		if (flat == null || !flat.isFor(now, wrapper)) {
			flat = Flat.of(source, now, wrapper);
			use(flat);
		}
		return flat.sources();
	}

	private synchronized void use(Flat flat) {
		if (flat.values() != null) {
			this.values.removeIf((values) -> values.get() == null);
			this.values.add(new WeakReference<>(flat.values()));
		}
		this.flat = flat;
		if (this.released) {
			release();
		}
	}

	/**
	 * Hold nothing of what was read any more.
	 */
	synchronized void release() {
		this.released = true;
		this.flat = null;
		for (WeakReference<CurrentValues> each : this.values) {
			CurrentValues values = each.get();
			if (values != null) {
				values.release();
			}
		}
	}

	@Override
	public String toString() {
		return "config-store";
	}

	/**
	 * What Boot reads from: its own immutable source, whose look-ups of names it does not
	 * have cost the same at ten and at ten thousand names; or the live source of simple
	 * mode; or a source that reads through a wrapper.
	 *
	 * @param sources the one source
	 * @param wrapper the wrapper, if there is one
	 * @param live the source of simple mode
	 * @param values the values otherwise
	 */
	private record Flat(MutablePropertySources sources, @Nullable SourceWrapper wrapper,
			@Nullable LookUpPropertySource live, @Nullable CurrentValues values) {

		static Flat of(ConfigStorePropertySource source, LocationProperties now, @Nullable SourceWrapper wrapper) {
			if (wrapper != null) {
				return new Flat(
						sources(new WrappedPropertySource(now.name(), wrapper, source::properties, source.isBound())),
						wrapper, null, null);
			}
			LookUpPropertySource live = now.live();
			if (live != null) {
				return new Flat(sources(live), null, live, null);
			}
			CurrentValues values = new CurrentValues(source::properties, now);
			return new Flat(sources(new OriginTrackedMapPropertySource(now.name(), values, true)), null, null, values);
		}

		private static MutablePropertySources sources(PropertySource<?> source) {
			MutablePropertySources sources = new MutablePropertySources();
			sources.addLast(source);
			return sources;
		}

		boolean isFor(LocationProperties now, @Nullable SourceWrapper wrapper) {
			if (wrapper != null || this.wrapper != null) {
				return this.wrapper == wrapper;
			}
			return (this.values != null) ? this.values.isFor(now) : this.live == now.live();
		}

	}

}
