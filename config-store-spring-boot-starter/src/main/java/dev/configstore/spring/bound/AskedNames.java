package dev.configstore.spring.bound;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * A bind context that notes what another library's bind handler asks its binder for:
 * defaults that stand at other prefixes.
 */
final class AskedNames implements BindContext {

	private final BindContext context;

	private final Consumer<ConfigurationPropertyName> asked;

	AskedNames(BindContext context, Consumer<ConfigurationPropertyName> asked) {
		this.context = context;
		this.asked = asked;
	}

	@Override
	public Binder getBinder() {
		return new NotingBinder(this.context, this.asked);
	}

	@Override
	public int getDepth() {
		return this.context.getDepth();
	}

	@Override
	public Iterable<ConfigurationPropertySource> getSources() {
		return this.context.getSources();
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty() {
		return this.context.getConfigurationProperty();
	}

	/** Every public method of a binder ends in one of these two. */
	private static final class NotingBinder extends Binder {

		private final Binder binder;

		private final Consumer<ConfigurationPropertyName> asked;

		NotingBinder(BindContext context, Consumer<ConfigurationPropertyName> asked) {
			super(context.getSources());
			this.binder = context.getBinder();
			this.asked = asked;
		}

		@Override
		public <T> BindResult<T> bind(ConfigurationPropertyName name, Bindable<T> target,
				@Nullable BindHandler handler) {
			this.asked.accept(name);
			return this.binder.bind(name, target, handler);
		}

		@Override
		public <T> T bindOrCreate(ConfigurationPropertyName name, Bindable<T> target, @Nullable BindHandler handler) {
			this.asked.accept(name);
			return this.binder.bindOrCreate(name, target, handler);
		}

	}

}
