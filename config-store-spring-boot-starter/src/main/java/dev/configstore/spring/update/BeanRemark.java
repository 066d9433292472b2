package dev.configstore.spring.update;

import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A bean, or a property of one, that does not follow in full. Said once, and no reason to
 * reject a candidate.
 *
 * @param bean the bean's name, or the class of an object without one
 * @param property the property, or {@code null} for the whole bean
 * @param reason why
 */
public record BeanRemark(String bean, @Nullable String property, Reason reason) {

	/**
	 * Whether a remark on the same bean for the same reason has been made, perhaps on
	 * another property: a bean is named once.
	 */
	boolean isOfTheSameKind(BeanRemark other) {
		return this.bean.equals(other.bean) && this.reason == other.reason;
	}

	@Override
	public String toString() {
		return "bean '" + this.bean + "'"
				+ ((this.property != null) ? ", property '" + Printable.name(this.property) + "'" : "") + " "
				+ this.reason.text;
	}

	/** Why it does not follow, and what helps. */
	public enum Reason {

		/** Records and other classes that are bound by their constructor. */
		VALUE_OBJECT("is a value object and keeps what it has: use a mutable class, @RefreshScope or Refreshable"),

		/** The factory has been updated, what it has made has not. */
		PRODUCT("is made by a FactoryBean: the factory has the new values, its product does not; use @RefreshScope"),

		/** The type or the name stands in Spring Cloud's list. */
		NEVER_REFRESHABLE("stands in spring.cloud.refresh.never-refreshable and keeps what it has until a restart"),

		/** It cannot take even the value that it has. */
		CANNOT_REBIND("cannot be set while it runs and is passed over until a restart; use @RefreshScope"),

		/**
		 * A key is gone, and what the property held before it was first bound does not go
		 * back.
		 */
		CANNOT_UNSET("keeps its value, because what it was before it was bound cannot be set; "
				+ "a field of the property's name or @RefreshScope helps"),

		/** Running its callbacks again could cost what it has made of its properties. */
		SETTERS_ONLY("has callbacks that are not run again: its properties are new, what it has made of them is not; "
				+ "use @RefreshScope");

		private final String text;

		Reason(String text) {
			this.text = text;
		}

		/**
		 * Return what happens, and what helps.
		 * @return a part of a sentence that begins behind the name
		 */
		public String text() {
			return this.text;
		}

	}

}
