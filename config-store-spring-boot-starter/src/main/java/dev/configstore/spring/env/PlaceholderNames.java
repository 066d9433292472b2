package dev.configstore.spring.env;

import java.util.List;

/**
 * What a property source is made of, when it knows which of its values have a
 * placeholder: so that no caller has to look through ten thousand of them at each change.
 */
public interface PlaceholderNames {

	/**
	 * Return the names of the properties whose values have a placeholder.
	 * @return the names
	 */
	List<String> placeholderNames();

}
