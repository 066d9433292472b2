package dev.configstore.spring.startup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.runtime.Fault;
import dev.configstore.spring.runtime.Role;
import dev.configstore.spring.support.TestApplication;
import org.jspecify.annotations.Nullable;

/**
 * One thing to do wrong with an application that is in order otherwise, and what it
 * should print then.
 */
final class Mistake {

	private final String what;

	private final Map<String, String> arguments = new LinkedHashMap<>();

	private UnaryOperator<TestApplication> change = UnaryOperator.identity();

	private String imported = "'config-store:'";

	private Consumer<Fault> fault = (none) -> {
	};

	private @Nullable Role role;

	private boolean withoutCredentials;

	private List<String> texts = List.of();

	private String action = "";

	Mistake(String what) {
		this.what = what;
	}

	Mistake set(String property, String value) {
		this.arguments.put(property, value);
		return this;
	}

	Mistake change(UnaryOperator<TestApplication> change) {
		this.change = change;
		return this;
	}

	/**
	 * @param imported what stands behind {@code spring.config.import:}; empty for no line
	 */
	Mistake imported(String imported) {
		this.imported = imported;
		return this;
	}

	Mistake fault(Consumer<Fault> fault) {
		this.fault = fault;
		return this;
	}

	Mistake role(Role role) {
		this.role = role;
		return this;
	}

	Mistake withoutCredentials() {
		this.withoutCredentials = true;
		return this;
	}

	Mistake says(String... texts) {
		this.texts = List.of(texts);
		return this;
	}

	Mistake todo(String action) {
		this.action = action;
		return this;
	}

	List<String> texts() {
		return this.texts;
	}

	String action() {
		return this.action;
	}

	/**
	 * Make it.
	 * @return what has to be done to the client
	 */
	ConfigStoreClientCustomizer prepare(TestApplication application, Fault fault) {
		this.arguments.forEach(application::argument);
		if (!this.imported.isEmpty()) {
			application.file("application.yml", "spring.config.import: " + this.imported);
		}
		this.change.apply(application);
		if (this.withoutCredentials) {
			System.clearProperty("aws.accessKeyId");
			System.clearProperty("aws.secretAccessKey");
		}
		this.fault.accept(fault);
		Role role = this.role;
		return (builder) -> {
			fault.customize(builder);
			if (role != null) {
				role.customize(builder);
			}
		};
	}

	@Override
	public String toString() {
		return this.what;
	}

}
