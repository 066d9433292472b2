package dev.configstore.spring.bound;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.validation.annotation.Validated;

/**
 * An object that Boot has bound: before any proxy or wrapper. Holds neither the object
 * nor its context.
 */
public final class BoundInstance {

	private final WeakReference<Object> object;

	/** A binder leads to its bean factory, and so to the object. */
	private final WeakReference<Binder> binder;

	private final ResolvableType type;

	private final Class<?> objectType;

	private final ConfigurationProperties annotation;

	private final ConfigurationPropertyName prefix;

	private final boolean validated;

	private final Notes notes = new Notes();

	private final Set<ConfigurationPropertyName> passedOver = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private volatile long number;

	private volatile @Nullable String name;

	/**
	 * @param target Boot's target, with the object as its value
	 */
	BoundInstance(Object object, Bindable<?> target, ConfigurationPropertyName prefix, Binder binder) {
		ConfigurationProperties annotation = target.getAnnotation(ConfigurationProperties.class);
		Assert.state(annotation != null, "Boot binds what is annotated");
		this.object = new WeakReference<>(object);
		this.binder = new WeakReference<>(binder);
		this.type = target.getType();
		this.objectType = object.getClass();
		this.annotation = annotation;
		this.prefix = prefix;
		this.validated = target.getAnnotation(Validated.class) != null;
	}

	/**
	 * Return an object that is no bean, and that Boot has not bound.
	 * @param name what it is called in messages
	 * @param target what would be bound, with the object as its value
	 */
	public static BoundInstance fresh(String name, Object object, Bindable<?> target, ConfigurationPropertyName prefix,
			Binder binder) {
		BoundInstance instance = new BoundInstance(object, target, prefix, binder);
		instance.named(name);
		return instance;
	}

	public @Nullable Object object() {
		return this.object.get();
	}

	/**
	 * Return the binder that has bound it, which reads the live environment of its
	 * context; {@code null} when the context is gone.
	 */
	public @Nullable Binder binder() {
		return this.binder.get();
	}

	public ResolvableType type() {
		return this.type;
	}

	/**
	 * Return the class of the object, which may be a subtype of what is declared.
	 */
	public Class<?> objectType() {
		return this.objectType;
	}

	public ConfigurationProperties annotation() {
		return this.annotation;
	}

	public ConfigurationPropertyName prefix() {
		return this.prefix;
	}

	/**
	 * Whether Boot validates it by its annotation.
	 */
	public boolean isValidated() {
		return this.validated;
	}

	public Notes notes() {
		return this.notes;
	}

	/**
	 * Return the properties that cannot be rebound, and are passed over.
	 */
	public Set<ConfigurationPropertyName> passedOver() {
		return this.passedOver;
	}

	/**
	 * Return what is held while it is set: one that is just being created is updated by
	 * the thread that creates it too.
	 */
	public ReentrantLock lock() {
		return this.lock;
	}

	public long number() {
		return this.number;
	}

	void numbered(long number) {
		this.number = number;
	}

	void named(String name) {
		this.name = name;
	}

	/**
	 * Whether the object is a bean of the registry's own context. Others are bound by the
	 * contexts below that have no registry.
	 */
	public boolean isNamed() {
		return this.name != null;
	}

	/**
	 * Return what it is called in messages.
	 */
	public String name() {
		String name = this.name;
		if (name != null) {
			return name;
		}
		Object object = object();
		return (object != null) ? ClassUtils.getUserClass(object).getName() : this.prefix.toString();
	}

	@Override
	public String toString() {
		return "BoundInstance[" + name() + ", " + this.prefix + "]";
	}

}
