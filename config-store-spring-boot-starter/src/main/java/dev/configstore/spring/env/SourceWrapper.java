package dev.configstore.spring.env;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * What another library has wrapped around a source of ours, one that decrypts for
 * instance.
 * <p>
 * Some keep what they have read. One with a public method {@code refresh()}, as the
 * interface of jasypt-spring-boot has it, is emptied when a value that it kept is older
 * than the generation in use. What the others keep is not checked before it is in use.
 */
final class SourceWrapper {

	private static final String EMPTYING = "refresh";

	private final ConfigStorePropertySource source;

	private final PropertySource<?> wrapper;

	private final @Nullable Method emptying;

	private volatile boolean caching;

	private volatile WeakReference<@Nullable LocationProperties> emptiedFor = new WeakReference<>(null);

	private volatile @Nullable SameNames sameNames;

	SourceWrapper(ConfigStorePropertySource source, PropertySource<?> wrapper) {
		this.source = source;
		this.wrapper = wrapper;
		this.emptying = ClassUtils.getMethodIfAvailable(wrapper.getClass(), EMPTYING);
	}

	boolean isOf(PropertySource<?> wrapper) {
		return this.wrapper == wrapper;
	}

	/**
	 * Return whether it was seen to keep values.
	 * @param properties what is in use
	 * @param names the names to find it out by: each is looked up twice
	 */
	boolean isCaching(LocationProperties properties, Set<String> names) {
		for (String name : names) {
			if (!this.caching && properties.contains(name)) {
				value(name, properties, false);
				value(name, properties, false);
			}
		}
		return this.caching;
	}

	/**
	 * Return what the wrapper makes of a value.
	 * @param properties what the source answers with
	 * @param bound whether that is another generation than the one in use
	 */
	@Nullable Object value(String name, LocationProperties properties, boolean bound) {
		if (WrappedRead.isUnderWay(this.source, name)) {
			return properties.value(name);
		}
		WrappedRead.Answer<@Nullable Object> answer = ask(name, properties, bound);
		if (!answer.asked() && properties.contains(name)) {
			this.caching = true;
			if (!bound && isEmptiedFor(properties)) {
				answer = ask(name, properties, false);
			}
		}
		return answer.value();
	}

	private WrappedRead.Answer<@Nullable Object> ask(String name, LocationProperties properties, boolean bound) {
		return WrappedRead.ask(this.source, name, bound ? properties : null, () -> this.wrapper.getProperty(name));
	}

	/**
	 * Empty what it keeps of an older generation.
	 * @param properties what is in use
	 */
	void freshen(LocationProperties properties) {
		if (this.caching) {
			isEmptiedFor(properties);
		}
	}

	/** Once for each generation. */
	private boolean isEmptiedFor(LocationProperties properties) {
		Method emptying = this.emptying;
		if (emptying == null || this.emptiedFor.refersTo(properties)) {
			return false;
		}
		this.emptiedFor = new WeakReference<>(properties);
		ReflectionUtils.makeAccessible(emptying);
		ReflectionUtils.invokeMethod(emptying, this.wrapper);
		return true;
	}

	/**
	 * Return the names that the wrapper shows: most show those of the source, and then
	 * its own array is returned, which Boot recognizes.
	 */
	String[] names(LocationProperties properties, boolean bound) {
		String[] own = properties.names();
		SameNames known = this.sameNames;
		if (known != null && known.names() == own) {
			return own;
		}
		if (this.wrapper instanceof EnumerablePropertySource<?> enumerable) {
			WrappedRead.Answer<String[]> answer = WrappedRead.ask(this.source, "", bound ? properties : null,
					enumerable::getPropertyNames);
			if (answer.asked() && !Arrays.equals(answer.value(), own)) {
				return answer.value();
			}
		}
		this.sameNames = new SameNames(own);
		return own;
	}

	WrapperCache cache() {
		return new WrapperCache(this.wrapper.getClass().getName(), this.emptying != null);
	}

	/**
	 * Names of the source that the wrapper shows as they are.
	 *
	 * @param names the array, by its identity
	 */
	private record SameNames(String[] names) {

	}

}
