package dev.configstore.spring.bound;

import java.beans.Introspector;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

	private static final Comparator<Method> BY_NAME = Comparator.comparing(Method::getName);

	private final Map<String, BeanProperty> properties = new LinkedHashMap<>();

	private final Map<ConfigurationPropertyName, BeanProperty> byName = new LinkedHashMap<>();

	private final List<Field> fields;

	private BeanShape(Class<?> type) {
		for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
			addProperties(each);
		}
		List<Field> fields = new ArrayList<>();
		for (BeanProperty property : this.properties.values()) {
			ConfigurationPropertyName name = ConfigurationPropertyName.ofIfValid(property.boundName());
			if (name != null) {
				this.byName.putIfAbsent(name, property);
			}
			Field field = property.field();
			if (field != null && !Modifier.isStatic(field.getModifiers())) {
				fields.add(field);
			}
		}
		this.fields = List.copyOf(fields);
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
		Method[] declared = type.getDeclaredMethods();
		Arrays.sort(declared, BY_NAME);
		Set<Method> methods = new LinkedHashSet<>();
		for (Method method : declared) {
			Method bridged = BridgeMethodResolver.findBridgedMethod(method);
			if (isCandidate(bridged)) {
				methods.add(bridged);
			}
		}
		add(methods, "is", 0);
		add(methods, "get", 0);
		add(methods, "set", 1);
		for (Field field : type.getDeclaredFields()) {
			BeanProperty property = this.properties.get(field.getName());
			if (property != null) {
				property.addField(field);
			}
		}
	}

	private void add(Set<Method> methods, String prefix, int parameters) {
		for (Method method : methods) {
			String name = method.getName();
			if (method.getParameterCount() == parameters && name.startsWith(prefix)
					&& name.length() > prefix.length()) {
				BeanProperty property = property(Introspector.decapitalize(name.substring(prefix.length())));
				if (parameters == 0) {
					property.addGetter(method);
				}
				else {
					property.addSetter(method);
				}
			}
		}
	}

	private BeanProperty property(String name) {
		BeanProperty known = this.properties.get(name);
		if (known == null) {
			known = new BeanProperty(name);
			this.properties.put(name, known);
		}
		return known;
	}

	static boolean isCandidate(Method method) {
		int modifiers = method.getModifiers();
		return !Modifier.isPrivate(modifiers) && !Modifier.isProtected(modifiers) && !Modifier.isAbstract(modifiers)
				&& !Modifier.isStatic(modifiers) && !method.isBridge() && method.getDeclaringClass() != Object.class
				&& method.getDeclaringClass() != Class.class && method.getName().indexOf('$') == -1;
	}

}
