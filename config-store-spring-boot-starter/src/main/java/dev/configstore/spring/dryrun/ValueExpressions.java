package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.difference.ChangedNames;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySources;

/**
 * The {@code @Value} expressions of the beans of an application. Those in refresh scope
 * are made anew after a refresh, and a value that they cannot take would break them in
 * the middle of a request; for the others the next start would fail.
 * <p>
 * They are resolved by the bean factory, and so by the embedded value resolvers,
 * placeholder configurers, expression language and converters of the application. What
 * reaches beans is not evaluated.
 */
public final class ValueExpressions {

	private final ConfigurableListableBeanFactory factory;

	private final BeanExpressions expressions;

	private final List<InjectedValue> values;

	private ValueExpressions(ConfigurableListableBeanFactory factory) {
		this.factory = factory;
		this.expressions = new BeanExpressions(factory);
		this.values = InjectedValues.of(factory);
	}

	/**
	 * Find the expressions of all beans, by their definitions.
	 */
	public static ValueExpressions of(ConfigurableListableBeanFactory factory) {
		return new ValueExpressions(factory);
	}

	/**
	 * Return the beans with an expression that names one of some properties.
	 */
	Set<String> readersOf(Set<String> properties) {
		Set<String> readers = new TreeSet<>();
		for (InjectedValue value : this.values) {
			if (!Collections.disjoint(value.names(), properties)) {
				readers.add(value.definition());
			}
		}
		return readers;
	}

	/**
	 * Return the expressions that reach beans, and are not checked.
	 */
	Set<String> notCheckable() {
		Set<String> notCheckable = new TreeSet<>();
		for (InjectedValue value : this.values) {
			if (BeanExpressions.isIn(value.text()) && reachesBeans(value)) {
				notCheckable.add(notChecked(value));
			}
		}
		return notCheckable;
	}

	private boolean reachesBeans(InjectedValue value) {
		try {
			String resolved = this.factory.resolveEmbeddedValue(value.text());
			return resolved != null && this.expressions.reachBeans(resolved);
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private static String notChecked(InjectedValue value) {
		return "@Value of bean '" + value.bean() + "' with an expression that reaches beans";
	}

	/**
	 * Resolve and convert those that a change affects, from the environment as this
	 * thread sees it.
	 * @param sources the property sources, for origins
	 * @param notChecked takes what is not checked
	 */
	List<RejectionReason> check(ChangedNames changed, PropertyResolver environment, PropertySources sources,
			Consumer<String> notChecked) {
		List<RejectionReason> rejections = new ArrayList<>();
		for (InjectedValue value : this.values) {
			if (!value.isAffectedBy(changed, environment)) {
				continue;
			}
			try {
				if (reachesBeans(value)) {
					notChecked.accept(notChecked(value));
				}
				else {
					value.resolve(this.factory);
				}
			}
			catch (RuntimeException ex) {
				rejections.add(new RejectionReason(value.property(), Origins.of(value.property(), sources),
						List.of("bean '" + value.bean() + "'"), value.type().getName(), BindFailures.code(ex)));
			}
		}
		return rejections;
	}

}
