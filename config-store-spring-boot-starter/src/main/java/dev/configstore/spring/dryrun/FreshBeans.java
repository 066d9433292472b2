package dev.configstore.spring.dryrun;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.difference.ChangedNames;
import dev.configstore.spring.update.FreshPlan;

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
 * lazy beans, refresh-scoped ones that are not in use. Its setters run on it, and it is
 * no bean: nothing is injected, and no callback runs.
 */
final class FreshBeans {

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
	 * Return the beans that cannot be checked.
	 * @param judged the beans that are judged by a live instance
	 */
	Set<String> notCheckable(Set<String> judged) {
		NeverRefreshed never = new NeverRefreshed(this.environment);
		Set<String> names = new LinkedHashSet<>();
		this.beans.unusable().forEach((bean) -> names.add("bean '" + bean + "' (its definition cannot be used)"));
		for (PropertiesBean bean : this.beans.beans()) {
			if (!judged.contains(bean.name())) {
				if (!bean.isCheckable()) {
					names.add("bean '" + bean.name() + "' (no constructor without arguments)");
				}
				else if (never.isNotToBeMade(bean)) {
					names.add("bean '" + bean.name() + "' (never refreshed)");
				}
			}
		}
		return names;
	}

	/**
	 * Bind those that a change affects, from the environment as this thread sees it.
	 * @param judged the beans that are judged by a live instance
	 * @param sources the property sources, for origins
	 * @param notChecked takes what is not checked
	 */
	List<RejectionReason> check(ChangedNames changed, Set<String> judged, PropertySources sources,
			Consumer<String> notChecked) {
		NeverRefreshed never = new NeverRefreshed(this.environment);
		List<RejectionReason> reasons = new ArrayList<>();
		for (PropertiesBean bean : this.beans.beans()) {
			boolean fresh = !judged.contains(bean.name()) && bean.isCheckable() && !never.isNotToBeMade(bean);
			if ((fresh || never.isMadeToo(bean)) && changed.touches(bean.prefix())) {
				reasons.addAll(check(bean, sources, notChecked));
			}
		}
		return reasons;
	}

	private List<RejectionReason> check(PropertiesBean bean, PropertySources sources, Consumer<String> notChecked) {
		try {
			this.binder.bind(bean);
			return List.of();
		}
		catch (RuntimeException | Error ex) {
			// An error would be logged as it is, and may hold the value.
			List<RejectionReason> reasons = new ArrayList<>();
			boolean setter = isOfAccessor(ex) && isCompletedByOthers(bean);
			if (setter && isOfState(ex)) {
				notChecked.accept("a setter of bean '" + bean.name() + "' (not injected)");
			}
			else {
				reasons.addAll(BindFailures.of(bean, ex));
			}
			if (setter) {
				// It has ended the binding, and the other properties count as well.
				FreshPlan plan = this.binder.plan(bean);
				plan.failures().forEach((failure) -> reasons.addAll(BindFailures.of(failure)));
				this.constraints.brokenBy(plan.shadows(), sources).forEach((broken) -> reasons.add(broken.reason()));
			}
			return reasons;
		}
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

}
