package dev.configstore.spring.notify;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;
import org.springframework.util.StringUtils;

/**
 * The listeners of a context, called one by one: one that throws silences no other, and
 * one that hangs is named. Which listeners hear an event, and in which order, is Spring's
 * own rule. Made for one event, as listeners come and go.
 */
public final class GuardedListeners extends SimpleApplicationEventMulticaster {

	/**
	 * The listeners that are beans, by their factory. Spring looks for them once as well;
	 * those that are made later, it adds to the listeners of the context.
	 */
	private static final Map<ListableBeanFactory, List<String>> BEANS = new ConcurrentReferenceHashMap<>(4,
			ReferenceType.WEAK);

	private final ForeignCalls calls;

	private GuardedListeners(AbstractApplicationContext context, ForeignCalls calls, Set<String> except) {
		this.calls = calls;
		setBeanFactory(context.getBeanFactory());
		context.getApplicationListeners().forEach(this::addApplicationListener);
		for (String name : BEANS.computeIfAbsent(context.getBeanFactory(),
				(factory) -> List.of(factory.getBeanNamesForType(ApplicationListener.class, true, false)))) {
			addApplicationListenerBean(name);
		}
		except.stream().filter(context::containsLocalBean).forEach((bean) -> remove(context, bean));
	}

	/**
	 * Send an event to the listeners of a context and of those above it, on this thread.
	 * @param event the event
	 * @param context the context
	 * @param calls names what hangs
	 */
	public static void publish(ApplicationEvent event, ApplicationContext context, ForeignCalls calls) {
		publish(event, context, calls, Set.of());
	}

	/**
	 * Send an event to the listeners of a context and of those above it, on this thread.
	 * @param event the event
	 * @param context the context
	 * @param calls names what hangs
	 * @param except the beans that do not hear it, by their names
	 */
	public static void publish(ApplicationEvent event, ApplicationContext context, ForeignCalls calls,
			Set<String> except) {
		for (ApplicationContext each = context; each != null; each = each.getParent()) {
			if (each instanceof AbstractApplicationContext known) {
				// Around all: a lazy listener is created when it is looked for.
				calls.guarded("A listener of " + event.getClass().getSimpleName(),
						() -> new GuardedListeners(known, calls, except).multicastEvent(event));
			}
			else {
				ApplicationContext other = each;
				calls.guarded("A listener of " + event.getClass().getSimpleName(), () -> other.publishEvent(event));
				return;
			}
		}
	}

	private void remove(ApplicationContext context, String bean) {
		removeApplicationListenerBean(bean);
		Class<?> type = context.getType(bean, false);
		String prefix = (type != null) ? ClassUtils.getUserClass(type).getName() : bean;
		removeApplicationListeners(
				(listener) -> type(listener).equals(prefix) || id(listener).startsWith(prefix + "."));
	}

	@Override
	protected void invokeListener(ApplicationListener<?> listener, ApplicationEvent event) {
		this.calls.guarded("Listener " + name(listener), () -> super.invokeListener(listener, event));
	}

	/** The method that is annotated, or the class. */
	private static String name(ApplicationListener<?> listener) {
		String id = id(listener);
		return StringUtils.hasText(id) ? id : type(listener);
	}

	/** The class as it was written: a proxy, or one of a configuration, is a subclass. */
	private static String type(ApplicationListener<?> listener) {
		return ClassUtils.getUserClass(AopUtils.getTargetClass(listener)).getName();
	}

	/** Spring's own for an annotated method is its name, with the class before it. */
	private static String id(ApplicationListener<?> listener) {
		return (listener instanceof SmartApplicationListener smart) ? smart.getListenerId() : "";
	}

}
