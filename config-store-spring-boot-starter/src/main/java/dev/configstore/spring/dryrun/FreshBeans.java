package dev.configstore.spring.dryrun;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.update.FreshPlan;
import dev.configstore.spring.update.NeverRefreshed;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySources;
import org.springframework.util.ReflectionUtils;

/**
 * Binds a fresh instance of each bean that has no live one to judge by: value objects,
 * lazy beans, refresh-scoped ones that are not in use; and of those with a live one whose
 * setters no update calls. The setters of the fresh one run, and it is no bean: nothing
 * is injected, and no callback runs.
 */
final class FreshBeans {

	/**
	 * The types in the setting of which a fresh instance has no connections, and opens
	 * none while it is bound.
	 */
	private static final Set<String> HARMLESS = Set.of("com.zaxxer.hikari.HikariDataSource");

	private static final String INJECT = "jakarta.inject.Inject";

	private final PropertiesBeans beans;

	private final CandidateBinder binder;

	private final Constraints constraints;

	private final PropertyResolver environment;

	FreshBeans(PropertiesBeans beans, CandidateBinder binder, PropertyResolver environment) {
		this.beans = beans;
		this.binder = binder;
		this.constraints = new Constraints(binder);
		this.environment = environment;
	}

	/**
	 * Return what cannot be checked.
	 * @param judged the beans that are judged by a live instance
	 */
	Set<String> notCheckable(Set<String> judged) {
		NeverRefreshed never = new NeverRefreshed(this.environment);
		Set<String> names = new LinkedHashSet<>();
		this.beans.unusable().forEach((bean) -> names.add("bean '" + bean + "' (its definition cannot be used)"));
		for (PropertiesBean bean : this.beans.beans()) {
			boolean live = judged.contains(bean.name());
			if (isNotToBeMade(bean, never) || (!bean.isCheckable() && (!live || bean.isScoped()))) {
				names.add(notCheckable(bean, live));
			}
		}
		return names;
	}

	private static String notCheckable(PropertiesBean bean, boolean live) {
		return (live ? "the setters of bean '" : "bean '") + bean.name()
				+ (bean.isCheckable() ? "' (never refreshed)" : "' (no constructor without arguments)");
	}

	/**
	 * Bind those that a change affects, from the environment as this thread sees it.
	 * @param judged the beans that are judged by a live instance, whose setters are not
	 * called
	 * @param made the classes of instances that beans have had
	 * @param sources the property sources, for origins
	 * @param notChecked takes what is not checked
	 */
	List<RejectionReason> check(ChangedNames changed, Set<String> judged, Map<String, Class<?>> made,
			PropertySources sources, Consumer<String> notChecked) {
		NeverRefreshed never = new NeverRefreshed(this.environment);
		List<RejectionReason> reasons = new ArrayList<>();
		for (PropertiesBean declared : this.beans.beans()) {
			if (!changed.touches(declared.prefix())) {
				continue;
			}
			PropertiesBean bean = declared.as(made.get(declared.name()));
			if (!bean.isCheckable() || isNotToBeMade(bean, never)) {
				boolean live = judged.contains(bean.name());
				if (!live || bean.isScoped() || bean.isCheckable()) {
					notChecked.accept(notCheckable(bean, live));
				}
			}
			else if (!judged.contains(bean.name())) {
				reasons.addAll(check(bean, sources, notChecked));
			}
			else if (bean.isScoped() || never.contains(bean.name(), bean.type())) {
				// No update will call the setters of the live one.
				reasons.addAll(checkSetters(bean, notChecked));
			}
		}
		return reasons;
	}

	private List<RejectionReason> check(PropertiesBean bean, PropertySources sources, Consumer<String> notChecked) {
		Throwable failure = bind(bean);
		if (failure == null) {
			return List.of();
		}
		if (!(isOfAccessor(failure) || isOfMissing(failure)) || !isCompletedByOthers(bean)) {
			return BindFailures.of(bean, failure);
		}
		// It has ended the binding, and the other properties count as well.
		List<RejectionReason> reasons = new ArrayList<>(ofMember(bean, failure, notChecked));
		FreshPlan plan = this.binder.plan(bean);
		plan.failures()
			.stream()
			.filter((each) -> !isOfMissing(each.cause()))
			.forEach((each) -> reasons.addAll(BindFailures.of(each)));
		this.constraints.brokenBy(plan.shadows(), sources).forEach((broken) -> reasons.add(broken.reason()));
		return reasons;
	}

	private List<RejectionReason> checkSetters(PropertiesBean bean, Consumer<String> notChecked) {
		Throwable failure = bind(bean);
		return (failure != null && isOfAccessor(failure)) ? ofSetter(bean, failure, notChecked) : List.of();
	}

	private @Nullable Throwable bind(PropertiesBean bean) {
		try {
			this.binder.bind(bean);
			return null;
		}
		catch (RuntimeException | Error ex) {
			// An error would be logged as it is, and may hold the value.
			return ex;
		}
	}

	private static List<RejectionReason> ofMember(PropertiesBean bean, Throwable failure, Consumer<String> notChecked) {
		if (isOfMissing(failure)) {
			notChecked.accept("a nested bean of bean '" + bean.name() + "' (its type cannot be instantiated)");
			return List.of();
		}
		return ofSetter(bean, failure, notChecked);
	}

	/** What misses something that is injected says nothing of the value. */
	private static List<RejectionReason> ofSetter(PropertiesBean bean, Throwable failure, Consumer<String> notChecked) {
		if (isOfState(failure) && isCompletedByOthers(bean)) {
			notChecked.accept("a setter of bean '" + bean.name() + "' (it needs what is injected)");
			return List.of();
		}
		return BindFailures.of(bean, failure);
	}

	/** Code gives a nested bean of such a type, which only the bean itself has. */
	private static boolean isOfMissing(Throwable failure) {
		return NestedExceptionUtils.getMostSpecificCause(failure) instanceof InstantiationException;
	}

	/** Boot's words for what a setter or a getter has thrown. */
	private static boolean isOfAccessor(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause.getCause() instanceof InvocationTargetException) {
				return cause instanceof IllegalStateException;
			}
		}
		return false;
	}

	/** What the object misses, and not what it was given. */
	private static boolean isOfState(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		return cause instanceof NullPointerException || cause instanceof IllegalStateException;
	}

	/**
	 * Whether a bean of this kind has more than its constructor gives it when it is
	 * bound.
	 */
	private static boolean isCompletedByOthers(PropertiesBean bean) {
		List<AnnotatedElement> injected = new ArrayList<>();
		ReflectionUtils.doWithFields(bean.type(), injected::add, FreshBeans::isInjected);
		ReflectionUtils.doWithMethods(bean.type(), injected::add, FreshBeans::isInjected);
		return bean.isMadeByCode() || Aware.class.isAssignableFrom(bean.type()) || !injected.isEmpty();
	}

	private static boolean isInjected(AnnotatedElement member) {
		MergedAnnotations annotations = MergedAnnotations.from(member);
		return annotations.isPresent(Autowired.class) || annotations.isPresent(Value.class)
				|| annotations.isPresent(INJECT);
	}

	/**
	 * Whether no instance may be made for a check: it could open connections.
	 */
	private static boolean isNotToBeMade(PropertiesBean bean, NeverRefreshed never) {
		return never.contains(bean.name(), bean.type()) && !HARMLESS.contains(bean.type().getName());
	}

}
