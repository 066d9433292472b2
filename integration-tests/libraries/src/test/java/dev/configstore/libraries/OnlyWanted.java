package dev.configstore.libraries;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * So many libraries stand on the class path that each test says which of their
 * auto-configurations it wants, with {@code test.libraries}: the beginnings of their
 * names. Ours, Spring Cloud's context and what these need are always there.
 */
class OnlyWanted implements AutoConfigurationImportFilter, EnvironmentAware {

	private final List<String> wanted = new ArrayList<>(
			List.of("dev.configstore.", "org.springframework.boot.autoconfigure.context.",
					"org.springframework.boot.autoconfigure.aop.", "org.springframework.cloud.autoconfigure."));

	@Override
	public void setEnvironment(Environment environment) {
		this.wanted.addAll(List.of(environment.getProperty("test.libraries", String[].class, new String[0])));
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
		boolean[] match = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < match.length; i++) {
			String name = autoConfigurationClasses[i];
			match[i] = name != null && this.wanted.stream().anyMatch(name::startsWith);
		}
		return match;
	}

}
