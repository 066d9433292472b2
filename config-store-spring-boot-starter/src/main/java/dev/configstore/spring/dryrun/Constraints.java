package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.configstore.spring.RejectionReason;
import dev.configstore.spring.update.BeanUpdate;
import dev.configstore.spring.update.Shadow;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.PropertySources;
import org.springframework.util.ClassUtils;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.Validator;

/**
 * Judges the constraints of beans as they would be after an update: with what a candidate
 * gives and with what code had set. What is broken in the bean in use already rejects no
 * candidate.
 */
public final class Constraints {

	private final CandidateBinder binder;

	public Constraints(CandidateBinder binder) {
		this.binder = binder;
	}

	/**
	 * Return the constraints that an update would break.
	 * @param sources what the update is planned from, for the origins
	 */
	public List<Broken> brokenBy(BeanUpdate update, PropertySources sources) {
		return brokenBy(update.shadows(), sources);
	}

	List<Broken> brokenBy(List<Shadow> shadows, PropertySources sources) {
		List<Broken> broken = new ArrayList<>();
		for (Shadow shadow : shadows) {
			Object object = shadow.shadow();
			List<Validator> validators = this.binder.validators(ClassUtils.getUserClass(shadow.live()),
					shadow.validated());
			if (object != null && !validators.isEmpty()) {
				List<ObjectError> errors = errors(validators, object, shadow);
				Set<String> known = new HashSet<>();
				if (!errors.isEmpty()) {
					errors(validators, shadow.live(), shadow).forEach((error) -> known.add(name(error)));
				}
				errors.stream()
					.filter((error) -> !known.contains(name(error)))
					.forEach((error) -> broken.add(broken(shadow, error, sources)));
			}
		}
		return broken;
	}

	private static List<ObjectError> errors(List<Validator> validators, Object object, Shadow shadow) {
		Errors errors = new Errors(object, shadow.prefix().toString());
		validators.stream()
			.filter((validator) -> validator.supports(object.getClass()))
			.forEach((validator) -> validator.validate(object, errors));
		return errors.getAllErrors();
	}

	private static String name(ObjectError error) {
		return ((error instanceof FieldError field) ? field.getField() : "") + " " + error.getCode();
	}

	private static Broken broken(Shadow shadow, ObjectError error, PropertySources sources) {
		String target = "bean '" + shadow.bean() + "' (" + ClassUtils.getUserClass(shadow.live()).getName() + ")";
		String code = String.valueOf(error.getCode());
		if (error instanceof FieldError field) {
			ConfigurationPropertyName name = ConfigurationPropertyName
				.adapt(shadow.prefix() + "." + DataObjectPropertyName.toDashedForm(field.getField()), '.');
			return new Broken(shadow.bean(), name, new RejectionReason(shadow.prefix() + "." + field.getField(),
					Origins.of(name.toString(), sources), target, code));
		}
		return new Broken(shadow.bean(), shadow.prefix(),
				new RejectionReason(shadow.prefix().toString(), null, target, code));
	}

	/**
	 * A constraint that an update would break.
	 *
	 * @param bean the bean's name
	 * @param property the property, or the bean's prefix
	 * @param reason what people read
	 */
	public record Broken(String bean, ConfigurationPropertyName property, RejectionReason reason) {

	}

	/** A getter that fails has no value to show, and none is shown anyway. */
	private static final class Errors extends BeanPropertyBindingResult {

		private static final long serialVersionUID = 1L;

		Errors(Object target, String name) {
			super(target, name);
		}

		@Override
		protected @Nullable Object getActualFieldValue(String field) {
			try {
				return super.getActualFieldValue(field);
			}
			catch (RuntimeException ex) {
				return null;
			}
		}

	}

}
