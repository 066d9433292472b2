package dev.configstore.spring.bound;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import dev.configstore.spring.difference.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.core.Ordered;

/**
 * The one registry of what Boot has bound in a context: which objects, by which prefix
 * and how, and what they held before. Keeps no object alive.
 * <p>
 * Asked by Boot before any bean is bound, and so without dependencies. Contexts below ask
 * it too: what they bind is theirs where they have a registry of their own. Last of all
 * advisors, and so around them: what they ask for is seen.
 */
public final class BindingNotes
		implements ConfigurationPropertiesBindHandlerAdvisor, ApplicationContextAware, DisposableBean, Ordered {

	private final WeakIdentityMap<Object, BoundInstance> instances = new WeakIdentityMap<>();

	private final Map<String, ConfigurationPropertyName> valueObjects = new ConcurrentHashMap<>();

	/** When each refresh-scoped bean was made last. */
	private final Map<String, Long> scoped = new ConcurrentHashMap<>();

	private final Map<String, BoundInstance> scopedInstances = new ConcurrentHashMap<>();

	private final AtomicLong scopedCount = new AtomicLong();

	private final AtomicLong registered = new AtomicLong();

	private final AtomicLong updates = new AtomicLong();

	private final List<BindingNotes> below = new CopyOnWriteArrayList<>();

	private @Nullable BindingNotes above;

	private volatile @Nullable LateBinding lateBinding;

	/**
	 * Create an empty registry.
	 */
	public BindingNotes() {
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		ApplicationContext parent = context.getParent();
		BindingNotes above = (parent != null) ? parent.getBeanProvider(BindingNotes.class).getIfAvailable() : null;
		this.above = above;
		if (above != null) {
			above.below.add(this);
		}
	}

	@Override
	public void destroy() {
		if (this.above != null) {
			this.above.below.remove(this);
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public BindHandler apply(BindHandler bindHandler) {
		return new RegisteringBindHandler(bindHandler, this);
	}

	@Nullable BoundInstance find(Object object) {
		return this.instances.get(object);
	}

	/**
	 * Make an object known whose binding has ended.
	 * @param started the number of updates when its binding began
	 */
	void register(Object object, BoundInstance instance, long started) {
		if (isKnownBelow(object)) {
			return;
		}
		for (BindingNotes above = this.above; above != null; above = above.above) {
			above.instances.remove(object);
		}
		instance.numbered(this.registered.incrementAndGet());
		this.instances.putIfAbsent(object, instance);
		LateBinding late = this.lateBinding;
		if (late != null && started != updates()) {
			// Some of what it read may have been swapped meanwhile.
			late.bindAgain(instance);
		}
	}

	private boolean knows(Object object) {
		return find(object) != null || isKnownBelow(object);
	}

	private boolean isKnownBelow(Object object) {
		for (BindingNotes registry : this.below) {
			if (registry.knows(object)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Keep apart the newest instance of a refresh-scoped bean: the scope renews it, and
	 * no update does.
	 */
	void isScoped(Object object, String bean) {
		BoundInstance instance = this.instances.remove(object);
		if (instance != null) {
			instance.named(bean);
			this.scopedInstances.put(bean, instance);
		}
	}

	/**
	 * Return the newest instance of each refresh-scoped bean that Boot has bound.
	 */
	public List<BoundInstance> scopedInstances() {
		return List.copyOf(this.scopedInstances.values());
	}

	/**
	 * Note that a refresh-scoped bean is being made.
	 */
	void isScoped(String bean) {
		this.scoped.put(bean, this.scopedCount.incrementAndGet());
	}

	public long scoped() {
		return this.scopedCount.get();
	}

	public Set<String> scopedSince(long mark) {
		Set<String> names = new TreeSet<>();
		this.scoped.forEach((name, number) -> {
			if (number > mark) {
				names.add(name);
			}
		});
		return names;
	}

	/**
	 * Note a bean that is a value object, and so never changes.
	 */
	void isValueObject(String bean, ConfigurationPropertyName prefix) {
		this.valueObjects.put(bean, prefix);
	}

	public Map<String, ConfigurationPropertyName> valueObjects() {
		return this.valueObjects;
	}

	/**
	 * Return what is alive, in the order of its first binding.
	 */
	public List<BoundInstance> instances() {
		return this.instances.values().stream().sorted(Comparator.comparingLong(BoundInstance::number)).toList();
	}

	/**
	 * Return the number of the object that was made known last.
	 */
	public long registered() {
		return this.registered.get();
	}

	/**
	 * Return how many updates have begun here or above.
	 */
	long updates() {
		return this.updates.get();
	}

	public void updateBegins() {
		this.updates.incrementAndGet();
	}

	/**
	 * Set what binds again an object whose first binding has crossed an update.
	 */
	public void lateBinding(LateBinding late) {
		this.lateBinding = late;
	}

	/**
	 * Return how many objects are known, for tests of leaks.
	 */
	public int size() {
		return this.instances.size();
	}

	/**
	 * Binds again an object whose first binding has crossed an update.
	 */
	@FunctionalInterface
	public interface LateBinding {

		/**
		 * Bind an object again, on the thread that creates it.
		 */
		void bindAgain(BoundInstance instance);

	}

}
