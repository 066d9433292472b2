package dev.configstore.spring.env;

import java.util.List;

/**
 * Implemented by what a property source is made of, to list the values with a
 * placeholder: callers need not search ten thousand values at each change.
 */
public interface PlaceholderNames {

	/**
	 * Return the names of the properties whose values have a placeholder.
	 * @return the names
	 */
	List<String> placeholderNames();

}
