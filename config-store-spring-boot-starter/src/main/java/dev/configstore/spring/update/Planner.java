package dev.configstore.spring.update;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import dev.configstore.spring.bound.BeanProperty;
import dev.configstore.spring.bound.BeanShape;
import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.bound.Held;
import dev.configstore.spring.bound.Notes;
import dev.configstore.spring.bound.NoDirectPropertyHandler;
import dev.configstore.spring.bound.NotingBindHandler;
import dev.configstore.spring.difference.ChangedNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConverterNotFoundException;

/**
 * Finds out what one object will get: walks its properties by Boot's rules and binds
 * those that a changed name concerns, each by itself. Reads the object, calls no setter.
 */
final class Planner {

	private final Candidate candidate;

	private final ChangedNames changed;

	private final InstancePlan plan;

	private final Notes notes;

	private final Deque<Class<?>> way = new ArrayDeque<>();

	Planner(InstancePlan plan, ChangedNames changed, Candidate candidate) {
		this.plan = plan;
		this.changed = changed;
		this.candidate = candidate;
		this.notes = plan.instance().notes();
	}

	void plan() {
		BoundInstance instance = this.plan.instance();
		Object object = this.plan.object();
		if (NotingBindHandler.isAggregate(object)) {
			attempt(instance.prefix(), () -> aggregate(object, null, instance.prefix(), instance.type()));
			return;
		}
		walk(object, instance.type(), instance.type().resolve(Object.class), instance.prefix());
	}

	private void walk(Object owner, ResolvableType type, Class<?> declared, ConfigurationPropertyName prefix) {
		this.way.push(declared);
		this.plan.owners().add(owner);
		BeanShape shape = BeanShape.of(owner.getClass());
		shape.properties().forEach((relative, property) -> {
			ConfigurationPropertyName name = prefix.append(relative);
			if (this.changed.touches(name) && !this.plan.instance().passedOver().contains(name)) {
				this.plan.visited().add(name);
				attempt(name, () -> property(owner, property, name, property.type(type)));
			}
		});
		if (!this.plan.instance().annotation().ignoreUnknownFields()) {
			rejectUnknown(shape, prefix);
		}
		this.way.pop();
	}

	private void attempt(ConfigurationPropertyName name, Runnable planning) {
		try {
			planning.run();
		}
		catch (RuntimeException | StackOverflowError ex) {
			this.plan.fails(name, ex);
		}
	}

	private void property(Object owner, BeanProperty property, ConfigurationPropertyName name, ResolvableType type) {
		Class<?> declared = type.resolve(Object.class);
		if (Map.class.isAssignableFrom(declared) || Collection.class.isAssignableFrom(declared)) {
			aggregate(owner, property, name, type);
			return;
		}
		if (!declared.isArray() && (isNested(name, type) || isIgnored(name, property, type))) {
			Object live = property.get(owner).value();
			if (live != null
					&& BindConstructorProvider.DEFAULT.getBindConstructor(existing(type, live), false) == null) {
				nested(owner, property, name, type, live);
				return;
			}
		}
		value(owner, property, name, type);
	}

	/**
	 * Whether the property is one that has properties, in the candidate or before it.
	 */
	private boolean isNested(ConfigurationPropertyName name, ResolvableType type) {
		Class<?> declared = type.resolve(Object.class);
		if (this.candidate.hasValue(name) && !NoDirectPropertyHandler.isProperties(declared)) {
			return this.candidate.hasBelow(name) && !isConvertible(name, type);
		}
		return this.candidate.hasBelow(name) || (this.changed.isBelow(name) && !declared.isEnum()
				&& !declared.isPrimitive() && declared != String.class);
	}

	/**
	 * Whether a value at the name of a nested bean is ignored, as the bean wants it, so
	 * that all that is left is what was below the name.
	 */
	private boolean isIgnored(ConfigurationPropertyName name, BeanProperty property, ResolvableType type) {
		return this.plan.instance().annotation().ignoreInvalidFields() && this.changed.isBelow(name)
				&& this.candidate.hasValue(name) && !this.candidate.hasBelow(name)
				&& bind(name, Bindable.of(type).withAnnotations(property.annotations())) == null;
	}

	/**
	 * Whether Boot takes a value at the name of a nested bean for the bean, and does not
	 * go on to the names below: it goes on only where nothing converts the value.
	 */
	private boolean isConvertible(ConfigurationPropertyName name, ResolvableType type) {
		try {
			this.candidate.binder().bind(name, Bindable.of(type).withBindMethod(BindMethod.VALUE_OBJECT));
			return true;
		}
		catch (BindException ex) {
			return !(ex.getCause() instanceof ConverterNotFoundException);
		}
	}

	private void nested(Object owner, BeanProperty property, ConfigurationPropertyName name, ResolvableType type,
			Object live) {
		Class<?> declared = type.resolve(Object.class);
		if (this.way.contains(declared)) {
			return;
		}
		Held original = this.notes.original(name);
		if (original != null && original.isKnown() && original.value() == null && property.isSettable()
				&& bind(name, Bindable.of(type).withAnnotations(property.annotations())) == null) {
			this.plan.found().carries(name, Notes.NOTHING);
			this.plan.steps().add(new Step(name, owner, property, Step.Kind.ORIGINAL, null));
			return;
		}
		walk(live, type, declared, name);
	}

	private void value(Object owner, BeanProperty property, ConfigurationPropertyName name, ResolvableType type) {
		if (type.resolve(Object.class) != Object.class && this.way.contains(type.resolve(Object.class))
				&& !this.candidate.hasValue(name)) {
			return;
		}
		Object bound = bind(name, Bindable.of(type).withAnnotations(property.annotations()));
		Held live = property.read(owner);
		if (bound != null) {
			set(owner, property, name, live, bound);
			return;
		}
		if (!this.plan.instance().annotation().ignoreUnknownFields()) {
			// What is converted to nothing, an empty text for instance, counts as
			// unknown.
			rejectUnknown(name, this.candidate.strictProperties(name));
		}
		unset(owner, property, name, live);
	}

	private void set(Object owner, BeanProperty property, ConfigurationPropertyName name, Held live, Object value) {
		this.plan.found().note(name, live);
		this.plan.found().carries(name, Set.of());
		if (!live.isEqualTo(value)) {
			if (!property.isSettable()) {
				throw new IllegalStateException("No setter found for property: " + property);
			}
			this.plan.steps().add(new Step(name, owner, property, Step.Kind.VALUE, value));
		}
	}

	/** A property that configuration has not set keeps what it has. */
	private void unset(Object owner, BeanProperty property, ConfigurationPropertyName name, Held live) {
		Held original = this.notes.original(name);
		if (original == null || !this.notes.isCarried(name) || !property.isSettable()) {
			return;
		}
		this.plan.found().carries(name, Notes.NOTHING);
		if (!original.isKnown()) {
			this.plan.remark(name, BeanRemark.Reason.CANNOT_UNSET);
		}
		else if (!live.isKnown() || !live.isEqualTo(original.fresh())) {
			this.plan.steps().add(new Step(name, owner, property, Step.Kind.ORIGINAL, original.fresh()));
		}
	}

	/**
	 * @param property the property, or {@code null} where the bean is the aggregate
	 */
	private void aggregate(Object owner, @Nullable BeanProperty property, ConfigurationPropertyName name,
			ResolvableType type) {
		Held live = (property != null) ? property.read(owner) : Held.of(owner);
		Held noted = this.notes.original(name);
		Held original = (noted != null) ? noted : live;
		Bindable<Object> target = Bindable.of(type);
		if (property != null) {
			target = target.withAnnotations(property.annotations());
		}
		boolean map = Map.class.isAssignableFrom(type.resolve(Object.class));
		Object bound = bind(name, (original.value() != null) ? supplied(target, original::emptyOrFresh) : target);
		if (map) {
			bound = new MapContent(original, live, this.notes.carried(name)).with(bound, this.plan.found(), name);
		}
		if (bound != null) {
			this.plan.found().note(name, live);
			if (!map) {
				this.plan.found().carries(name, Set.of());
			}
			aggregate(new Step(name, owner, property, Step.Kind.VALUE, bound), live);
		}
		else if (noted == null || !this.notes.isCarried(name)) {
			return;
		}
		else if (noted.isKnown()) {
			this.plan.found().carries(name, Notes.NOTHING);
			aggregate(new Step(name, owner, property, Step.Kind.ORIGINAL, noted.fresh()), live);
		}
		else {
			this.plan.remark(name, BeanRemark.Reason.CANNOT_UNSET);
		}
	}

	private void aggregate(Step step, Held live) {
		if (!live.isEqualTo(step.value())) {
			this.plan.steps().add(changeable(step, live));
		}
	}

	private static Step changeable(Step step, Held live) {
		if (step.property() != null && step.property().isSettable()) {
			return step;
		}
		if (live.value() == null) {
			throw new IllegalStateException("No setter found for property: " + step.name());
		}
		return new Step(step.name(), step.owner(), step.property(), Step.Kind.EDIT, step.value());
	}

	@SuppressWarnings("unchecked")
	private static Bindable<Object> supplied(Bindable<Object> target, Supplier<?> value) {
		return target.withSuppliedValue((Supplier<Object>) value);
	}

	private static Bindable<?> existing(ResolvableType type, Object live) {
		return Bindable.of(type).withSuppliedValue(() -> live);
	}

	private @Nullable Object bind(ConfigurationPropertyName name, Bindable<?> target) {
		return (this.candidate.isPresent(name))
				? this.candidate.binder().bind(name, target, this.candidate.handler(this.plan)).orElse(null) : null;
	}

	/**
	 * Names that no property takes, as Boot's handler finds them for a whole bean.
	 */
	private void rejectUnknown(BeanShape shape, ConfigurationPropertyName prefix) {
		Set<ConfigurationProperty> unknown = new TreeSet<>();
		Set<ConfigurationPropertyName> properties = new HashSet<>(shape.properties().keySet());
		for (ConfigurationPropertyName name : this.changed.below(prefix)) {
			ConfigurationPropertyName relative = name.subName(prefix.getNumberOfElements());
			if (properties.stream().noneMatch((each) -> each.equals(relative) || each.isAncestorOf(relative))) {
				unknown.addAll(this.candidate.strictProperties(name));
			}
		}
		rejectUnknown(prefix, unknown);
	}

	private void rejectUnknown(ConfigurationPropertyName name, Set<ConfigurationProperty> unknown) {
		if (!unknown.isEmpty()) {
			this.plan.fails(name, new UnboundConfigurationPropertiesException(unknown));
		}
	}

}
