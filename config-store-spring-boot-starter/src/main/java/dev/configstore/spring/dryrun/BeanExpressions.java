package dev.configstore.spring.dryrun;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.expression.StandardBeanExpressionResolver;
import org.springframework.expression.Expression;
import org.springframework.expression.ExpressionException;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * Tells expressions that may be evaluated at any time, such as {@code #{2 * 3}} or
 * {@code #{'a,b'.split(',')}}, from those that reach beans or code of the application.
 */
final class BeanExpressions {

	private static final TemplateParserContext TEMPLATE = new TemplateParserContext();

	private final SpelExpressionParser parser = new SpelExpressionParser();

	private final ConfigurableListableBeanFactory factory;

	BeanExpressions(ConfigurableListableBeanFactory factory) {
		this.factory = factory;
	}

	static boolean isIn(String text) {
		return text.contains(TEMPLATE.getExpressionPrefix());
	}

	/**
	 * Whether the evaluation of a text would reach a bean, or a type that is not Java's
	 * own. What is no expression, or cannot be parsed, does not.
	 */
	boolean reachBeans(String text) {
		if (!isIn(text) || this.factory.getBeanExpressionResolver() == null) {
			return false;
		}
		if (this.factory.getBeanExpressionResolver().getClass() != StandardBeanExpressionResolver.class) {
			return true;
		}
		try {
			return reachBeans(this.parser.parseExpression(text, TEMPLATE));
		}
		catch (ExpressionException | IllegalStateException ex) {
			return false;
		}
	}

	private boolean reachBeans(Expression expression) {
		if (expression instanceof CompositeStringExpression composite) {
			for (Expression part : composite.getExpressions()) {
				if (reachBeans(part)) {
					return true;
				}
			}
			return false;
		}
		return expression instanceof SpelExpression spel && reachBeans(spel.getAST(), true);
	}

	/**
	 * @param first whether a name is looked up among the beans, and not in what stands
	 * before it
	 */
	private boolean reachBeans(SpelNode node, boolean first) {
		if (node instanceof BeanReference || node instanceof FunctionReference || node instanceof VariableReference
				|| (first && node instanceof MethodReference)) {
			return true;
		}
		if (node instanceof PropertyOrFieldReference reference) {
			// Without such a bean the evaluation fails, here and at a start.
			return first && this.factory.containsBean(reference.getName());
		}
		if (node instanceof TypeReference || node instanceof ConstructorReference) {
			String type = node.getChild(0).toStringAST();
			return type.contains(".") && !type.startsWith("java.");
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			boolean key = node instanceof InlineMap && i % 2 == 0
					&& node.getChild(i) instanceof PropertyOrFieldReference;
			boolean next = !(node instanceof CompoundExpression) || (i == 0 && first);
			if (!key && reachBeans(node.getChild(i), next)) {
				return true;
			}
		}
		return false;
	}

}
