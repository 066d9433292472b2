package dev.configstore.spring.refresh;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Says what failed without a value. Messages are left out, because those of a failed
 * binding hold the value that did not fit.
 */
final class FailureText {

	private FailureText() {
	}

	static String of(Throwable failure) {
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
		return errors.stream().map(FailureText::invalid).collect(Collectors.joining(", "));
	}

	private static String invalid(ObjectError error) {
		String field = (error instanceof FieldError fieldError) ? "." + fieldError.getField() : "";
		return "'" + error.getObjectName() + field + "' breaks " + error.getCode();
	}

}
