package dev.configstore.spring.env;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.AbstractEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * An environment of one location alone, which Boot reads in its place: that of the
 * calling thread. Shows no value when printed.
 * <p>
 * What threads hold has a source of its own, with a name of its own: Boot caches by the
 * name, and its readers of the generation in use are to keep their index.
 */
final class SourceView extends AbstractEnvironment {

	private @Nullable ConfigStorePropertySource source;

	private volatile @Nullable Flat flat;

	private volatile @Nullable Flat heldFlat;

	/** All that Boot may keep. */
	private final List<WeakReference<CurrentValues>> values = new ArrayList<>();

	private boolean released;

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
		SourceWrapper wrapper = source.wrapper();
		LocationProperties held = source.held();
		if (wrapper == null && held != null && held.live() == null) {
			return held(source, held).sources();
		}
		LocationProperties now = source.properties();
		Flat flat = this.flat;
		if (flat == null || !flat.isFor(now, wrapper)) {
			flat = made(Flat.of(source::properties, source.isBound(), now, wrapper, now.name()));
			this.flat = flat;
		}
		return flat.sources();
	}

	private Flat held(ConfigStorePropertySource source, LocationProperties now) {
		Flat flat = this.heldFlat;
		if (flat == null || !flat.isFor(now, null)) {
			// Read by a thread that holds another generation or none: the last values.
			flat = made(Flat.of(() -> Objects.requireNonNullElse(source.held(), LocationProperties.NONE), false, now,
					null, now.name() + " (held)"));
			this.heldFlat = flat;
		}
		return flat;
	}

	private synchronized Flat made(Flat flat) {
		CurrentValues values = flat.values();
		if (values != null && this.released) {
			values.release();
		}
		else if (values != null) {
			this.values.removeIf((each) -> each.refersTo(null));
			this.values.add(new WeakReference<>(values));
		}
		return flat;
	}

	/**
	 * Hold nothing of what was read any more.
	 */
	synchronized void release() {
		this.released = true;
		this.flat = null;
		this.heldFlat = null;
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

		static Flat of(Supplier<LocationProperties> current, boolean bound, LocationProperties now,
				@Nullable SourceWrapper wrapper, String name) {
			if (wrapper != null) {
				return new Flat(sources(new WrappedPropertySource(name, wrapper, current, bound)), wrapper, null, null);
			}
			LookUpPropertySource live = now.live();
			if (live != null) {
				return new Flat(sources(live), null, live, null);
			}
			CurrentValues values = new CurrentValues(current, now);
			return new Flat(sources(new OriginTrackedMapPropertySource(name, values, true)), null, null, values);
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
