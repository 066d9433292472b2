package dev.configstore.spring.update;

import java.util.List;

import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.difference.ChangedNames;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * What a fresh object would get from the environment, with none of its setters called: a
 * setter may need what only a bean of the application has.
 *
 * @param failures what cannot be bound
 * @param shadows the object as it would be, or none if it cannot be bound
 */
public record FreshPlan(List<UpdateFailure> failures, List<Shadow> shadows) {

	/**
	 * Plan from the environment as this thread sees it.
	 * @param instance the object
	 * @param binder reads the environment
	 * @param advisors other libraries' handlers
	 */
	public static FreshPlan of(BoundInstance instance, Object object, Binder binder,
			List<ConfigurationPropertiesBindHandlerAdvisor> advisors) {
		InstancePlan plan = new InstancePlan(instance, object);
		new Planner(plan, ChangedNames.everything(), new Candidate(binder, advisors)).plan();
		return new FreshPlan(List.copyOf(plan.failures()),
				plan.failures().isEmpty() ? List.of(Shadow.of(plan)) : List.of());
	}

}
