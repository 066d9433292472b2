package dev.configstore.spring.update;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.configstore.spring.bound.BeanProperty;
import dev.configstore.spring.bound.BeanShape;
import dev.configstore.spring.bound.Held;

/**
 * What an object and its nested beans held just before they are touched: each property
 * that will be set, and every field with the name of a property of the same owner,
 * because a setter may change its neighbours.
 */
final class SavedState {

	private final Map<Step, Held> properties = new IdentityHashMap<>();

	private final List<SavedField> fields = new ArrayList<>();

	SavedState(Collection<Step> steps) {
		Map<Object, Boolean> owners = new IdentityHashMap<>();
		for (Step step : steps) {
			this.properties.put(step, step.read());
			if (step.property() != null && owners.put(step.owner(), true) == null) {
				for (Field field : BeanShape.of(step.owner().getClass()).fields()) {
					this.fields.add(new SavedField(step.owner(), field, BeanProperty.readField(field, step.owner())));
				}
			}
		}
	}

	Held before(Step step) {
		return this.properties.getOrDefault(step, Held.UNKNOWN);
	}

	/**
	 * Put back what steps have changed: by the setters, newest first, and then by the
	 * fields and the content of collections, so that it is the very same objects again.
	 * @param done the steps that were tried, in their order
	 * @return whether everything could be read beforehand, and so is back
	 */
	boolean putBack(List<Step> done) {
		boolean known = true;
		List<Step> left = new ArrayList<>();
		for (int i = done.size() - 1; i >= 0; i--) {
			left.add(done.get(i));
			known &= before(done.get(i)).isKnown();
		}
		// The order of setters may matter here too.
		for (int before = left.size() + 1; left.size() < before && !left.isEmpty();) {
			before = left.size();
			left.removeIf(this::putBack);
		}
		this.fields.forEach(SavedField::putBack);
		this.properties.values().forEach(Held::restoreContent);
		return known;
	}

	private boolean putBack(Step step) {
		Held before = before(step);
		BeanProperty property = step.property();
		if (property == null || !property.isSettable() || !before.isKnown() || step.read().value() == before.value()) {
			return true;
		}
		try {
			property.set(step.owner(), before.value());
			return true;
		}
		catch (Throwable ex) {
			return false;
		}
	}

	/**
	 * A field and what it held.
	 */
	private record SavedField(Object owner, Field field, Held held) {

		void putBack() {
			if (this.held.isKnown()) {
				if (BeanProperty.readField(this.field, this.owner).value() != this.held.value()) {
					BeanProperty.writeField(this.field, this.owner, this.held.value());
				}
				this.held.restoreContent();
			}
		}

		/** The field holds a value. */
		@Override
		public String toString() {
			return "SavedField[" + this.field.getName() + "]";
		}

	}

}
