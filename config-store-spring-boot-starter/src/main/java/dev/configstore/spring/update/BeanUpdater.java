package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import dev.configstore.spring.bound.BindingNotes;
import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.difference.ChangedNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Updates the {@code @ConfigurationProperties} beans of a context, and of the contexts
 * below it, in place: only properties that differ are set, by the beans' own setters.
 * <p>
 * Plans are made and carried out under one lock for a whole family of contexts.
 */
public final class BeanUpdater implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(BeanUpdater.class);

	private final ConfigurableApplicationContext context;

	private final BindingNotes notes;

	private final @Nullable BeanUpdater above;

	private final List<BeanUpdater> below = new CopyOnWriteArrayList<>();

	private final ReentrantLock lock;

	private final Callbacks callbacks;

	private final Set<BeanRemark> remarks = ConcurrentHashMap.newKeySet();

	private volatile BiConsumer<String, Runnable> calls = (bean, update) -> update.run();

	/**
	 * Create an updater.
	 * @param context the context whose beans are updated
	 * @param notes the registry of that context
	 */
	public BeanUpdater(ConfigurableApplicationContext context, BindingNotes notes) {
		this.context = context;
		this.notes = notes;
		this.callbacks = new Callbacks(context.getBeanFactory());
		ApplicationContext parent = context.getParent();
		this.above = (parent != null) ? parent.getBeanProvider(BeanUpdater.class).getIfAvailable() : null;
		this.lock = (this.above != null) ? this.above.lock : new ReentrantLock();
		if (this.above != null) {
			this.above.below.add(this);
		}
		notes.lateBinding(this::bindAgain);
	}

	/**
	 * Set what the update of each bean is run by, here and in the contexts below: its
	 * setters and callbacks are other people's code, and may hang.
	 * @param calls runs an update, which has a name for messages
	 */
	public void setCalls(BiConsumer<String, Runnable> calls) {
		this.calls = calls;
	}

	void call(String bean, Runnable update) {
		this.calls.accept("The update of bean '" + bean + "'", update);
	}

	@Override
	public void destroy() {
		if (this.above != null) {
			this.above.below.remove(this);
		}
	}

	/**
	 * Plan what each affected bean will get from a candidate that this thread sees in the
	 * environment. Nothing is touched. Judged as well, and not carried out, is what the
	 * beans in refresh scope would get, and those that are never refreshed.
	 * @param changed the names that differ
	 * @return the plan
	 */
	public BeanUpdate planCandidate(ChangedNames changed) {
		return new BeanUpdate(this, changed, (bean) -> true, true).plan();
	}

	/**
	 * Plan what each affected bean will get from the environment as this thread sees it.
	 * Nothing is touched.
	 * @param changed the names that differ
	 * @return the plan
	 */
	public BeanUpdate plan(ChangedNames changed) {
		return plan(changed, (bean) -> true);
	}

	/**
	 * Plan what some beans will get from the environment as this thread sees it. Nothing
	 * is touched.
	 * @param changed the names that differ
	 * @param beans which beans, by their names
	 * @return the plan
	 */
	public BeanUpdate plan(ChangedNames changed, Predicate<String> beans) {
		return new BeanUpdate(this, changed, beans, false).plan();
	}

	/**
	 * Return what updates have found that does not follow, for operators.
	 * @return the remarks, of the contexts below too
	 */
	public List<BeanRemark> remarks() {
		List<BeanRemark> remarks = new ArrayList<>(this.remarks);
		this.below.forEach((updater) -> remarks.addAll(updater.remarks()));
		return remarks;
	}

	/**
	 * Return a mark for {@link #scopedSince}.
	 * @return how many refresh-scoped beans were made so far
	 */
	public long scoped() {
		return this.notes.scoped();
	}

	/**
	 * Return the refresh-scoped beans of this context that were made since a mark: they
	 * may have read what is taken back.
	 * @param mark the mark
	 * @return their names, without that of the target of a proxy
	 */
	public Set<String> scopedSince(long mark) {
		return this.notes.scopedSince(mark);
	}

	/**
	 * Return the beans that a candidate is judged for by a live instance of theirs: those
	 * that are updated in place, and those in refresh scope that are in use.
	 * @return their names
	 */
	public Set<String> judged() {
		Set<String> names = bound();
		for (BoundInstance each : this.notes.scopedInstances()) {
			if (each.object() != null) {
				names.add(each.name());
			}
		}
		return names;
	}

	/**
	 * Return the class of the instance that each refresh-scoped bean had last.
	 * @return the classes by the beans' names
	 */
	public Map<String, Class<?>> scopedTypes() {
		Map<String, Class<?>> types = new HashMap<>();
		for (BoundInstance each : this.notes.scopedInstances()) {
			types.put(each.name(), each.objectType());
		}
		return types;
	}

	/**
	 * Return the beans that are updated in place: those of this context that have a live
	 * instance.
	 * @return their names
	 */
	public Set<String> bound() {
		Set<String> names = new LinkedHashSet<>();
		for (BoundInstance each : this.notes.instances()) {
			if (each.isNamed()) {
				names.add(each.name());
			}
		}
		return names;
	}

	ReentrantLock lock() {
		return this.lock;
	}

	BindingNotes notes() {
		return this.notes;
	}

	/**
	 * Return this updater and those of the contexts below.
	 */
	List<BeanUpdater> family() {
		List<BeanUpdater> family = new ArrayList<>(List.of(this));
		this.below.forEach((updater) -> family.addAll(updater.family()));
		return family;
	}

	List<ConfigurationPropertiesBindHandlerAdvisor> advisors() {
		return this.context.getBeanProvider(ConfigurationPropertiesBindHandlerAdvisor.class).orderedStream().toList();
	}

	InstanceUpdate update(InstancePlan plan) {
		return new InstanceUpdate(plan, this.callbacks, new BoundProperties(this.context));
	}

	/**
	 * Whether Spring Cloud would never refresh a bean, judged by the object that Boot has
	 * bound.
	 */
	boolean isNeverRefreshed(BoundInstance instance, Object object) {
		return new NeverRefreshed(this.context.getEnvironment()).contains(instance.name(), object.getClass());
	}

	/**
	 * Remember remarks, and log those that are new.
	 * @return the new ones
	 */
	List<BeanRemark> remember(Collection<BeanRemark> remarks) {
		List<BeanRemark> news = new ArrayList<>();
		for (BeanRemark remark : new LinkedHashSet<>(remarks)) {
			boolean named = this.remarks.stream().anyMatch(remark::isOfTheSameKind);
			if (this.remarks.add(remark) && !named) {
				news.add(remark);
				log(remark);
			}
		}
		return news;
	}

	/** What is bound by its constructor was named at start. */
	private static void log(BeanRemark remark) {
		if (remark.reason() == BeanRemark.Reason.VALUE_OBJECT) {
			logger.debug("A change of properties: {}", remark);
		}
		else {
			logger.warn("A change of properties: {}", remark);
		}
	}

	/**
	 * Bind again an object whose first binding has crossed an update: it may have read
	 * something of both. On the thread that creates it, before any other code sees it.
	 */
	void bindAgain(BoundInstance instance) {
		Object object = instance.object();
		Binder binder = instance.binder();
		if (object != null && binder != null) {
			InstancePlan plan = new InstancePlan(instance, object);
			new Planner(plan, ChangedNames.everything(), new Candidate(binder, advisors())).plan();
			if (plan.failures().isEmpty()) {
				new InstanceUpdate(plan, null, new BoundProperties(this.context)).apply();
			}
		}
	}

}
