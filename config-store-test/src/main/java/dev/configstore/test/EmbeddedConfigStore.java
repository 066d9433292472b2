package dev.configstore.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives the application of a Spring Boot test ({@code @SpringBootTest} or a slice) a
 * table in DynamoDB Local. The properties {@code config-store.endpoint}, {@code .region}
 * and {@code .table} take precedence over all others, and are set before the first
 * configuration file is read; so {@code spring.config.import=config-store:} and Spring
 * Cloud's bootstrap context see them, and so does every refresh.
 *
 * <pre class="code">
 * &#64;SpringBootTest
 * &#64;EmbeddedConfigStore(store = "prod", data = "classpath:stores.yml")
 * class PriceTests {
 *
 *     &#64;Autowired
 *     EmbeddedTable table;
 *
 * }
 * </pre>
 * <p>
 * The table belongs to the application context: it is made and filled before the context,
 * is a bean of it (an {@link EmbeddedTable}), and is deleted after its other beans are
 * destroyed. Test classes that share a cached context share the table, and only test
 * classes with equal annotations share a context. Nothing is put back between them: a
 * test that changes the table is annotated with {@code @DirtiesContext}, or clears and
 * fills the table.
 * <p>
 * The application uses the SDK's own credentials chain: see {@link EmbeddedDynamoDb} for
 * what it finds.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface EmbeddedConfigStore {

	/**
	 * The stores to be used, as {@code config-store.store}. By default the application's
	 * own configuration decides.
	 * @return names of stores
	 */
	String[] store() default {};

	/**
	 * YAML documents of the form {@code store: {option: {key: value}}} that are written
	 * to the table before the application starts, in this order.
	 * @return locations: {@code classpath:…}, or paths of files
	 */
	String[] data() default {};

	/**
	 * The table's name. By default a name that no other table has, in the DynamoDB Local
	 * that all tests share. A context with a name given here gets a DynamoDB Local of its
	 * own, because cached contexts may have equal names.
	 * @return the name
	 */
	String table() default "";

}
