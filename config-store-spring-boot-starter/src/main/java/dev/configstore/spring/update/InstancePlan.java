package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.configstore.spring.bound.BoundInstance;
import dev.configstore.spring.bound.Notes;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

/**
 * What one object will get. Filled by {@link Planner}, carried out by
 * {@link InstanceUpdate}.
 */
final class InstancePlan {

	private final BoundInstance instance;

	private final Object object;

	private final List<Step> steps = new ArrayList<>();

	private final Set<Object> owners = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Notes found = new Notes();

	private final List<UpdateFailure> failures = new ArrayList<>();

	private final Set<BeanRemark> remarks = new LinkedHashSet<>();

	private final List<ConfigurationProperty> bound = new ArrayList<>();

	private final List<ConfigurationPropertyName> visited = new ArrayList<>();

	InstancePlan(BoundInstance instance, Object object) {
		this.instance = instance;
		this.object = object;
	}

	BoundInstance instance() {
		return this.instance;
	}

	Object object() {
		return this.object;
	}

	List<Step> steps() {
		return this.steps;
	}

	/**
	 * Return the bean and the nested beans that were walked through.
	 */
	Set<Object> owners() {
		return this.owners;
	}

	/**
	 * Return what is noted when the plan is carried out, and not before.
	 */
	Notes found() {
		return this.found;
	}

	List<UpdateFailure> failures() {
		return this.failures;
	}

	Set<BeanRemark> remarks() {
		return this.remarks;
	}

	/**
	 * Return the properties that were bound, with their origins.
	 */
	List<ConfigurationProperty> bound() {
		return this.bound;
	}

	/**
	 * Return the properties that were looked at, bound or not.
	 */
	List<ConfigurationPropertyName> visited() {
		return this.visited;
	}

	void fails(ConfigurationPropertyName property, Throwable cause) {
		this.failures.add(failure(property, cause));
	}

	UpdateFailure failure(ConfigurationPropertyName property, Throwable cause) {
		return new UpdateFailure(this.instance.name(), ClassUtils.getUserClass(this.object), property, cause);
	}

	void remark(ConfigurationPropertyName property, BeanRemark.Reason reason) {
		this.remarks.add(new BeanRemark(this.instance.name(), property.toString(), reason));
	}

	void remark(BeanRemark.Reason reason) {
		this.remarks.add(new BeanRemark(this.instance.name(), null, reason));
	}

	@Override
	public String toString() {
		return "InstancePlan" + this.steps;
	}

}
