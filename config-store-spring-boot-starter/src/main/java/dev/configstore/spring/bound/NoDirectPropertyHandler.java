package dev.configstore.spring.bound;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Bindable.BindRestriction;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * As a handler of Boot's that is not public: a value at the prefix of properties is not a
 * value for them.
 */
public final class NoDirectPropertyHandler extends AbstractBindHandler {

	public NoDirectPropertyHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		return isProperties(target.getType().resolve(Object.class))
				? target.withBindRestrictions(BindRestriction.NO_DIRECT_PROPERTY) : target;
	}

	/**
	 * Whether a type is annotated as properties.
	 */
	public static boolean isProperties(Class<?> type) {
		return MergedAnnotations.from(type).isPresent(ConfigurationProperties.class);
	}

}
