package dev.configstore.spring.bound;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Makes known what Boot binds: at the end of the first binding, when the object is whole.
 * Value objects have no instance to keep, and pass through.
 */
final class RegisteringBindHandler extends NotingBindHandler {

	private final BindingNotes registry;

	private final long started;

	private @Nullable BoundInstance instance;

	private @Nullable Object object;

	RegisteringBindHandler(BindHandler parent, BindingNotes registry) {
		super(parent, new Notes());
		this.registry = registry;
		this.started = registry.updates();
	}

	@Override
	Notes notes() {
		BoundInstance instance = this.instance;
		return (instance != null) ? instance.notes() : super.notes();
	}

	@Override
	public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
		if (context.getDepth() == 0 && this.instance == null && target.getValue() != null
				&& target.getAnnotation(ConfigurationProperties.class) != null) {
			Object object = target.getValue().get();
			if (object instanceof BootBinder asking) {
				asking.found(context.getBinder());
			}
			else if (object != null) {
				this.object = object;
				BoundInstance known = this.registry.find(object);
				this.instance = (known != null) ? known : new BoundInstance(object, target, name, context.getBinder());
				Originals.note(object, name, this.instance.notes());
			}
		}
		return super.onStart(name, target, context);
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		super.onFinish(name, target, context, result);
		register(context);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		Object result = super.onFailure(name, target, context, error);
		// What the handlers have swallowed is no failure.
		register(context);
		return result;
	}

	private void register(BindContext context) {
		BoundInstance instance = this.instance;
		Object object = this.object;
		if (context.getDepth() == 0 && instance != null && object != null) {
			this.registry.register(object, instance, this.started);
		}
	}

}
