package dev.configstore.spring.autoconfigure;

import dev.configstore.spring.runtime.ConfigStoreRuntime;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether this context is the one that reads stores, and not a child of it.
 */
final class OnOwnStores extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Config Store");
		ConfigStoreRuntime runtime = LoadedRuntime.own(context.getBeanFactory());
		return (runtime != null) ? ConditionOutcome.match(message.because("stores were loaded"))
				: ConditionOutcome.noMatch(message.because("no store was loaded by this context"));
	}

}
