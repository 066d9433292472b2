package dev.configstore.spring.bound;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Notes, while Boot binds, what each property of a JavaBean holds before its setter runs,
 * or before its collection is cleared and filled. Only names that are bound: a getter may
 * have side effects, and Boot would not call it. Below collections, maps and value
 * objects all is made anew at each binding, so it is not noted.
 * <p>
 * One handler for one binding, used by one thread.
 */
public class NotingBindHandler extends AbstractBindHandler {

	private final Notes notes;

	private final Deque<Frame> open = new ArrayDeque<>();

	public NotingBindHandler(BindHandler parent, Notes notes) {
		super(parent);
		this.notes = notes;
	}

	/**
	 * Return where notes go.
	 */
	Notes notes() {
		return this.notes;
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		Frame frame = new Frame(name, target, this.open.peek());
		this.open.push(frame);
		Bindable<T> replaced = super.onStart(name, target, new AskedNames(context, (elsewhere) -> {
			if (!elsewhere.equals(name)) {
				notes().asks(name, elsewhere);
			}
		}));
		// Whether it is noted is the dearer question.
		if (replaced != null && frame.isAggregate() && frame.isNoted()) {
			return noting(frame, replaced);
		}
		return replaced;
	}

	private <T> Bindable<T> noting(Frame frame, Bindable<T> target) {
		Supplier<T> value = target.getValue();
		return (value == null) ? target : target.withSuppliedValue(() -> {
			T aggregate = value.get();
			frame.before = Held.of(aggregate);
			notes().note(frame.name, frame.before);
			return aggregate;
		});
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		Object bound = super.onSuccess(name, target, context, result);
		Frame frame = this.open.peek();
		if (frame != null && frame.name == name && frame.isNoted()) {
			if (frame.before == null) {
				Held held = frame.read();
				// A nested bean that was there has been bound in place.
				if (!held.isKnown() || held.value() != result) {
					notes().note(name, held);
				}
			}
			notes().carries(name, (result instanceof Map<?, ?> map) ? carried(frame.before, map) : new HashSet<>());
		}
		else if (frame != null && frame.parent == null && result instanceof Map<?, ?> map) {
			notes().carries(name, carried(notes().original(name), map));
		}
		return bound;
	}

	/**
	 * What an entry had before and has still was not put there by configuration, or is as
	 * good.
	 */
	private static Set<Object> carried(@Nullable Held before, Map<?, ?> after) {
		Set<Object> keys = new HashSet<>(after.keySet());
		if (before != null) {
			Map<?, ?> map = before.entries();
			keys.removeIf((key) -> map.containsKey(key) && map.get(key) == after.get(key));
		}
		return keys;
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		super.onFinish(name, target, context, result);
		close(name);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		try {
			return super.onFailure(name, target, context, error);
		}
		finally {
			close(name);
		}
	}

	/**
	 * The binder may report a failure after the end.
	 */
	private void close(ConfigurationPropertyName name) {
		Frame frame = this.open.peek();
		if (frame != null && frame.name == name) {
			this.open.pop();
		}
	}

	/** A binding that is under way. */
	private static final class Frame {

		private final ConfigurationPropertyName name;

		private final Bindable<?> target;

		private final @Nullable Frame parent;

		private final boolean aggregate;

		private @Nullable Held before;

		private @Nullable Boolean javaBean;

		Frame(ConfigurationPropertyName name, Bindable<?> target, @Nullable Frame parent) {
			this.name = name;
			this.target = target;
			this.parent = parent;
			this.aggregate = BeanProperty.isAggregate(target.getType().resolve(Object.class));
		}

		boolean isAggregate() {
			return this.aggregate;
		}

		/**
		 * Whether it is a property of a JavaBean that is the bound one, or nested in it
		 * by properties alone.
		 */
		boolean isNoted() {
			return this.parent != null && this.parent.isJavaBean();
		}

		private boolean isJavaBean() {
			Boolean known = this.javaBean;
			if (known == null) {
				known = !this.aggregate && (this.parent == null || this.parent.isJavaBean())
						&& BindConstructorProvider.DEFAULT.getBindConstructor(this.target, false) == null;
				this.javaBean = known;
			}
			return known;
		}

		/**
		 * Return what the property holds, read from its owner or, where the binder has
		 * just made the owner, as the binder would ask for it.
		 */
		Held read() {
			Object owner = (this.parent != null) ? this.parent.live() : null;
			if (owner != null) {
				BeanProperty property = BeanShape.of(owner.getClass())
					.property(this.name.subName(this.parent().name.getNumberOfElements()));
				if (property != null) {
					return property.read(owner);
				}
			}
			return (this.target.getValue() != null) ? Held.of(live()) : Held.UNKNOWN;
		}

		private Frame parent() {
			Frame parent = this.parent;
			if (parent == null) {
				throw new IllegalStateException("'" + this.name + "' has no owner");
			}
			return parent;
		}

		private @Nullable Object live() {
			Supplier<?> value = this.target.getValue();
			return (value != null) ? value.get() : null;
		}

	}

	/** A map, a collection or an array that is a bean itself. */
	public static boolean isAggregate(Object bean) {
		return bean instanceof Map<?, ?> || bean instanceof Collection<?>;
	}

}
