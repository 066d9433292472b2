package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.runtime.ConfigStoreRuntime;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether a door was open: this application, or the one it is a child of, reads a store.
 */
final class OnLoadedStores extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Config Store");
		ConfigStoreRuntime runtime = LoadedRuntime.nearest(context.getBeanFactory());
		return (runtime != null) ? ConditionOutcome.match(message.because("stores were loaded"))
				: ConditionOutcome.noMatch(message.because("no store was loaded"));
	}

}
