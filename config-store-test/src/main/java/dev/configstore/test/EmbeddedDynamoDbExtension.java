package dev.configstore.test;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Gives every test class a fresh, empty table in the {@link EmbeddedDynamoDb#shared()
 * shared} DynamoDB Local, and deletes it after the class. {@code @Nested} classes use the
 * table of the class around them. Nothing is cleared between test methods:
 * {@link EmbeddedTable#clear()} does that where it is wanted.
 * <p>
 * Constructors, lifecycle methods and test methods may have parameters of the types
 * {@link EmbeddedTable}, {@link DynamoDbClient} and {@link EmbeddedDynamoDb}.
 *
 * <pre class="code">
 * &#64;ExtendWith(EmbeddedDynamoDbExtension.class)
 * class PriceTests {
 *
 *     &#64;Test
 *     void reads(EmbeddedTable table) {
 *         table.put("prod", "db", Map.of("port", 5432));
 *     }
 *
 * }
 * </pre>
 */
public final class EmbeddedDynamoDbExtension implements BeforeAllCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(EmbeddedDynamoDbExtension.class);

	private static final Set<Class<?>> TYPES = Set.of(EmbeddedTable.class, DynamoDbClient.class,
			EmbeddedDynamoDb.class);

	private volatile @Nullable EmbeddedTable table;

	/**
	 * For {@code @ExtendWith}, and for a static field with {@code @RegisterExtension}.
	 */
	public EmbeddedDynamoDbExtension() {
	}

	/**
	 * The table of the running test class, for a static field with
	 * {@code @RegisterExtension}. A field that is inherited by test classes which run at
	 * the same time cannot tell them apart: use a parameter there.
	 * @return the table
	 * @throws IllegalStateException before the test class has begun
	 */
	public EmbeddedTable table() {
		EmbeddedTable current = this.table;
		if (current == null) {
			throw new IllegalStateException(
					"There is no table yet: the extension must be a static field, and the test class have begun");
		}
		return current;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		this.table = table(context);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return TYPES.contains(parameter.getParameter().getType());
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (type == EmbeddedDynamoDb.class) {
			return EmbeddedDynamoDb.shared();
		}
		EmbeddedTable current = table(context);
		return (type == EmbeddedTable.class) ? current : current.client();
	}

	/** Found in the contexts around this one too; JUnit closes it with its context. */
	private static EmbeddedTable table(ExtensionContext context) {
		return context.getStore(NAMESPACE)
			.computeIfAbsent(EmbeddedTable.class, (key) -> EmbeddedDynamoDb.shared().createTable(),
					EmbeddedTable.class);
	}

}
