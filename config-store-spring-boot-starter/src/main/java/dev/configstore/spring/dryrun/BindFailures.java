package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.update.UpdateFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * From a failure to bind to rejections. The messages of such failures hold the value, and
 * interpolated ones of a constraint may, so none of them is used.
 */
public final class BindFailures {

	private BindFailures() {
	}

	private static final Pattern KOTLIN_NULL = Pattern
		.compile("Parameter specified as non-null is null: method .*, parameter (\\w+)");

	/** Longer lines are of no use, and two thousand beans would make one. */
	private static final int MOST_REASONS = 10;

	private static final String SEPARATOR = "; ";

	static List<RejectionReason> of(PropertiesBean bean, Throwable failure) {
		return of(target(bean), bean.annotation().prefix(), failure);
	}

	public static List<RejectionReason> of(UpdateFailure failure) {
		return of("bean '" + failure.bean() + "' (" + failure.type().getName() + ")", failure.property().toString(),
				failure.cause());
	}

	/**
	 * Return reasons as one line of bounded length, with one part for each property. A
	 * message has no line breaks: they could be taken for lines of the log.
	 */
	public static String text(List<RejectionReason> reasons) {
		List<RejectionReason> lines = RejectionReason.byProperty(reasons);
		String text = lines.stream()
			.limit(MOST_REASONS)
			.map(RejectionReason::toString)
			.collect(Collectors.joining(SEPARATOR));
		int more = lines.size() - MOST_REASONS;
		return (more > 0) ? text + SEPARATOR + "and " + more + " more properties" : text;
	}

	private static List<RejectionReason> of(String target, String prefix, Throwable failure) {
		BindValidationException validation = find(BindValidationException.class, failure);
		if (validation != null) {
			return ofValidation(target, validation);
		}
		UnboundConfigurationPropertiesException unbound = find(UnboundConfigurationPropertiesException.class, failure);
		if (unbound != null) {
			return unbound.getUnboundProperties()
				.stream()
				.map((property) -> new RejectionReason(property.getName().toString(), property.getOrigin(), target,
						code(unbound)))
				.toList();
		}
		BindException bind = find(BindException.class, failure);
		if (bind == null) {
			return List.of(new RejectionReason(prefix, null, target, code(failure)));
		}
		String missing = missing(bind);
		if (missing != null) {
			return List.of(new RejectionReason(bind.getName().append(missing).toString(), null, target, "NotNull"));
		}
		ConfigurationProperty property = bind.getProperty();
		Class<?> type = bind.getTarget().getType().resolve(Object.class);
		return List.of(new RejectionReason(bind.getName().toString(), (property != null) ? property.getOrigin() : null,
				List.of(target), type.getName(), code(bind)));
	}

	/**
	 * Return the parameter of a Kotlin constructor that misses its value. Kotlin's
	 * message names it, and holds no value.
	 */
	private static @Nullable String missing(BindException failure) {
		String message = NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
		Matcher missing = KOTLIN_NULL.matcher((message != null) ? message : "");
		return missing.matches() ? DataObjectPropertyName.toDashedForm(missing.group(1)) : null;
	}

	private static List<RejectionReason> ofValidation(String target, BindValidationException failure) {
		List<RejectionReason> rejections = new ArrayList<>();
		String prefix = failure.getValidationErrors().getName().toString();
		for (ObjectError error : failure.getValidationErrors()) {
			String name = (error instanceof FieldError field) ? prefix + "." + field.getField() : prefix;
			Origin origin = (error instanceof OriginProvider provider) ? provider.getOrigin() : null;
			rejections.add(new RejectionReason(name, origin, target, String.valueOf(error.getCode())));
		}
		return rejections;
	}

	private static String target(PropertiesBean bean) {
		return "bean '" + bean.name() + "' (" + bean.type().getName() + ")";
	}

	static String code(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String message = cause.getMessage();
		// Boot's, which has no type of its own and names the property alone.
		return (message != null && message.startsWith("No setter found for property")) ? "no setter"
				: cause.getClass().getSimpleName();
	}

	private static <T extends Throwable> @Nullable T find(Class<T> type, @Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

	/**
	 * Describe a failure by names and types. Messages are left out: those of a failed
	 * binding hold the value that did not fit.
	 */
	public static String describe(Throwable failure) {
		Throwable root = failure;
		BindException binding = null;
		for (Throwable cause = failure; cause != null; cause = next(cause)) {
			if (cause instanceof BindValidationException invalid) {
				return invalid(invalid.getValidationErrors().getAllErrors());
			}
			binding = (cause instanceof BindException bind) ? bind : binding;
			root = cause;
		}
		String type = root.getClass().getName();
		if (binding == null) {
			return type;
		}
		return "'" + binding.getName() + "' cannot be bound to " + binding.getTarget().getType() + " (" + type + ")";
	}

	private static @Nullable Throwable next(Throwable failure) {
		return (failure.getCause() != failure) ? failure.getCause() : null;
	}

	private static String invalid(List<ObjectError> errors) {
		return errors.stream().map(BindFailures::invalid).collect(Collectors.joining(", "));
	}

	private static String invalid(ObjectError error) {
		String field = (error instanceof FieldError fieldError) ? "." + fieldError.getField() : "";
		return "'" + error.getObjectName() + field + "' breaks " + error.getCode();
	}

}
