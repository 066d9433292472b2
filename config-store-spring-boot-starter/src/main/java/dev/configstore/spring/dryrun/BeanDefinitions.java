package dev.configstore.spring.dryrun;

import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * The definitions of a bean factory, read without creating a bean. One that cannot be
 * read belongs to a bean that cannot be made either: as long as that bean is not used it
 * harms nothing, so it is passed over here.
 */
final class BeanDefinitions {

	private BeanDefinitions() {
	}

	/**
	 * Visit each definition.
	 * @return the names of those that could not be read
	 */
	static Set<String> visit(ConfigurableListableBeanFactory factory, Visitor visitor) {
		Set<String> unreadable = new TreeSet<>();
		for (Iterator<String> names = factory.getBeanNamesIterator(); names.hasNext();) {
			String name = names.next();
			try {
				// A bean without a definition was never bound by Boot.
				if (factory.containsBeanDefinition(name)
						&& factory.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition
						&& !definition.isAbstract()) {
					Class<?> type = factory.getType(name, false);
					if (type != null) {
						visitor.visit(name, definition, ClassUtils.getUserClass(type));
					}
				}
			}
			catch (RuntimeException | LinkageError ex) {
				unreadable.add(name);
			}
		}
		return unreadable;
	}

	/**
	 * Is shown one definition.
	 */
	@FunctionalInterface
	interface Visitor {

		/**
		 * Read a definition.
		 * @param name the bean's name
		 * @param definition its definition
		 * @param type the bean's class
		 */
		void visit(String name, RootBeanDefinition definition, Class<?> type);

	}

}
