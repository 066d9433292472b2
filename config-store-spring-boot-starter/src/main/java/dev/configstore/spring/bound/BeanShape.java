package dev.configstore.spring.bound;

import java.beans.Introspector;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * The properties of a class by the rules of Boot's binding, which are its own: accessors
 * of package visibility count, a field adds annotations, the first class upwards wins.
 * Boot's own reading is not public.
 */
public final class BeanShape {

	/** Soft references: kept as long as memory allows, in no class loader's way. */
	private static final Map<Class<?>, BeanShape> SHAPES = new ConcurrentReferenceHashMap<>();

	private final Map<String, BeanProperty> properties = new LinkedHashMap<>();

	private final Map<ConfigurationPropertyName, BeanProperty> byName = new LinkedHashMap<>();

	private final List<Field> fields;

	private BeanShape(Class<?> type) {
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			addProperties(each);
		}
		this.properties.values().forEach((property) -> {
			ConfigurationPropertyName name = ConfigurationPropertyName.ofIfValid(property.boundName());
			if (name != null) {
				this.byName.putIfAbsent(name, property);
			}
		});
		this.fields = this.properties.values()
			.stream()
			.map(BeanProperty::field)
			.filter((field) -> field != null && !Modifier.isStatic(field.getModifiers()))
			.map((field) -> Objects.requireNonNull(field))
			.toList();
	}

	public static BeanShape of(Class<?> type) {
		BeanShape known = SHAPES.get(type);
		if (known == null) {
			known = new BeanShape(type);
			SHAPES.put(type, known);
		}
		return known;
	}

	/**
	 * Return the properties in the order in which Boot binds them.
	 */
	public Map<ConfigurationPropertyName, BeanProperty> properties() {
		return this.byName;
	}

	/**
	 * Return a property by its name below the owner's.
	 */
	@Nullable BeanProperty property(ConfigurationPropertyName name) {
		return this.byName.get(name);
	}

	/**
	 * Return the fields that have the name of a property: what a setter may change.
	 */
	public Collection<Field> fields() {
		return this.fields;
	}

	private void addProperties(Class<?> type) {
		Method[] methods = Arrays.stream(type.getDeclaredMethods())
			.sorted(Comparator.comparing(Method::getName))
			.map(BridgeMethodResolver::findBridgedMethod)
			.distinct()
			.filter(BeanShape::isCandidate)
			.toArray(Method[]::new);
		add(methods, "is", 0, BeanProperty::addGetter);
		add(methods, "get", 0, BeanProperty::addGetter);
		add(methods, "set", 1, BeanProperty::addSetter);
		for (Field field : type.getDeclaredFields()) {
			BeanProperty property = this.properties.get(field.getName());
			if (property != null) {
				property.addField(field);
			}
		}
	}

	private void add(Method[] methods, String prefix, int parameters, BiConsumer<BeanProperty, Method> accessor) {
		for (Method method : methods) {
			String name = method.getName();
			if (method.getParameterCount() == parameters && name.startsWith(prefix)
					&& name.length() > prefix.length()) {
				String property = Introspector.decapitalize(name.substring(prefix.length()));
				accessor.accept(this.properties.computeIfAbsent(property, BeanProperty::new), method);
			}
		}
	}

	static boolean isCandidate(Method method) {
		int modifiers = method.getModifiers();
		return !Modifier.isPrivate(modifiers) && !Modifier.isProtected(modifiers) && !Modifier.isAbstract(modifiers)
				&& !Modifier.isStatic(modifiers) && !method.isBridge() && method.getDeclaringClass() != Object.class
				&& method.getDeclaringClass() != Class.class && method.getName().indexOf('$') == -1;
	}

}
