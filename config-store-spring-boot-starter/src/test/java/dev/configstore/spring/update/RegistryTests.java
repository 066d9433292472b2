package dev.configstore.spring.update;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is known of bound objects, and which of them are updated.
 */
class RegistryTests {

	private static UpdatedApplication start(Map<String, Object> properties) {
		return UpdatedApplication.start(properties, Config.class);
	}

	@Test
	void twentyUpdatesLeaveNoMoreObjectsThanOne() {
		try (UpdatedApplication application = start(Map.of("plain.size", "0"))) {
			application.change(Map.of("plain.size", "1"));
			int size = application.notes().size();
			for (int i = 2; i < 22; i++) {
				application.change(Map.of("plain.size", "" + i, "plain.names.a" + i, "x"));
			}
			assertThat(application.notes().size()).isEqualTo(size);
			assertThat(application.bean(Plain.class).names).hasSize(1);
		}
	}

	@Test
	void prototypesAreUpdatedWhileTheyAreHeldAndCollectedAfterwards() throws InterruptedException {
		try (UpdatedApplication application = start(Map.of("proto.size", "1"))) {
			int without = application.notes().size();
			WeakReference<Proto> collected = heldForAWhile(application);
			// A reference is cleared at once, and queued a little later.
			for (int i = 0; i < 1000 && (collected.get() != null || application.notes().size() > without); i++) {
				System.gc();
			}
			assertThat(collected.get()).isNull();
			assertThat(application.notes().size()).isEqualTo(without);
		}
	}

	private static WeakReference<Proto> heldForAWhile(UpdatedApplication application) {
		ObjectProvider<Proto> provider = application.context().getBeanProvider(Proto.class);
		Proto held = provider.getObject();
		application.change(Map.of("proto.size", "2", "proto.names.a", "x"));
		assertThat(held.size).isEqualTo(2);
		return new WeakReference<>(held);
	}

	@Test
	void refreshScopedBeansAreLeftToTheirScope() {
		try (UpdatedApplication application = start(Map.of("scoped.size", "1"))) {
			assertThat(application.bean(Scoped.class).getSize()).isEqualTo(1);
			UpdateOutcome outcome = application.change(Map.of("scoped.size", "2"));
			assertThat(outcome.updated()).isEmpty();
			assertThat(application.bean(Scoped.class).getSize()).isEqualTo(1);
		}
	}

	@Test
	void aLazyBeanThatAppearsBetweenPlanAndSwapFollows() {
		try (UpdatedApplication application = start(Map.of("lazy.size", "1"))) {
			Map<String, Object> after = Map.of("lazy.size", "2");
			BeanUpdate update = application.plan(after);
			LazyOne early = application.bean(LazyOne.class);
			application.swap(after);
			assertThat(update.apply().updated()).containsExactly("lazyOne");
			assertThat(early.size).isEqualTo(2);
		}
	}

	@Test
	void aLazyBeanThatAppearsBetweenSwapAndUndoFollows() {
		try (UpdatedApplication application = start(Map.of("lazy.size", "1", "lazy.names.a", "1"))) {
			Map<String, Object> after = Map.of("lazy.size", "2", "lazy.names.b", "2");
			BeanUpdate update = application.plan(after);
			application.swap(after);
			LazyOne between = application.bean(LazyOne.class);
			assertThat(between.size).isEqualTo(2);
			update.apply();
			application.swap(Map.of("lazy.size", "1", "lazy.names.a", "1"));
			update.undo();
			assertThat(between.size).isEqualTo(1);
			assertThat(between.names).containsOnlyKeys("a");
		}
	}

	@Test
	void aBeanWhoseBindingCrossesAnUpdateIsWhole() {
		try (UpdatedApplication application = start(Map.of("crossing.a", "1", "crossing.z", "1"))) {
			Crossing.during = () -> application.change(Map.of("crossing.a", "2", "crossing.z", "2"));
			Crossing crossing = application.bean(Crossing.class);
			assertThat(crossing.a + crossing.z).isEqualTo("22");
		}
	}

	@Test
	void proxiesAndWrappersDoNotHideWhatWasBound() {
		try (UpdatedApplication application = start(Map.of("wrapped.size", "1", "validated.size", "1"))) {
			application.change(Map.of("wrapped.size", "2", "validated.size", "2"));
			assertThat(application.context().getBean("wrapped")).isInstanceOf(Wrapper.class);
			assertThat(((Wrapper) application.context().getBean("wrapped")).wrapped.size).isEqualTo(2);
			assertThat(application.bean(Valid.class).getSize()).isEqualTo(2);
		}
	}

	@Test
	void aFactoryIsUpdatedAndItsProductNamedOnce() {
		try (UpdatedApplication application = start(Map.of("factory.size", "1"))) {
			UpdateOutcome outcome = application.change(Map.of("factory.size", "2"));
			assertThat(outcome.news()).extracting(BeanRemark::reason).containsExactly(BeanRemark.Reason.PRODUCT);
			assertThat(application.context().getBean("&factory", Factory.class).size).isEqualTo(2);
			assertThat(application.change(Map.of("factory.size", "3")).news()).isEmpty();
		}
	}

	@Test
	void recordsAndNeverRefreshedTypesAreNamedOnceAndPassedOver() {
		String never = "spring.cloud.refresh.never-refreshable";
		Map<String, Object> properties = new HashMap<>(
				Map.of("record.name", "a", "plain.size", "1", never, Plain.class.getName()));
		try (UpdatedApplication application = start(properties)) {
			properties.putAll(Map.of("record.name", "b", "plain.size", "2"));
			assertThat(application.change(properties).news()).extracting(BeanRemark::reason)
				.containsExactlyInAnyOrder(BeanRemark.Reason.VALUE_OBJECT, BeanRemark.Reason.NEVER_REFRESHABLE);
			assertThat(application.bean(Plain.class).size).isEqualTo(1);
			properties.putAll(Map.of("record.name", "c", "plain.size", "3"));
			assertThat(application.change(properties).news()).isEmpty();
		}
	}

	@Test
	void aBeanThatIsAMapItselfIsOneAggregate() {
		try (UpdatedApplication application = start(Map.of("page.a", "1", "page.b", "1"))) {
			PageProperties page = application.bean(PageProperties.class);
			page.setProperty("code", "c");
			application.change(Map.of("page.b", "2", "page.c", "3"));
			assertThat(page).containsOnly(Map.entry("b", "2"), Map.entry("c", "3"), Map.entry("code", "c"));
			application.change(Map.of());
			assertThat(page).containsOnly(Map.entry("code", "c"));
		}
	}

	@Test
	void entriesThatCodeHasPutIntoAMapStay() {
		try (UpdatedApplication application = start(Map.of("plain.names.a", "1"))) {
			Plain plain = application.bean(Plain.class);
			plain.names.put("code", "c");
			application.change(Map.of("plain.names.a", "2", "plain.names.b", "3"));
			assertThat(plain.names).isEqualTo(Map.of("a", "2", "b", "3", "code", "c"));
			application.change(Map.of());
			assertThat(plain.names).isEqualTo(Map.of("code", "c"));
		}
	}

	@Test
	void defaultsThatAnotherLibraryTakesFromElsewhereAreFollowed() {
		try (UpdatedApplication application = start(Map.of("defaults.size", "1", "clients.by-name.x.names.n", "1"))) {
			assertThat(application.bean(Clients.class).byName.get("x").size).isEqualTo(1);
			application.change(Map.of("defaults.size", "2", "clients.by-name.x.names.n", "1"));
			assertThat(application.bean(Clients.class).byName.get("x").size).isEqualTo(2);
			application.change(
					Map.of("defaults.size", "2", "clients.by-name.x.names.n", "1", "clients.by-name.y.names.n", "1"));
			application.change(
					Map.of("defaults.size", "3", "clients.by-name.x.names.n", "1", "clients.by-name.y.names.n", "1"));
			assertThat(application.bean(Clients.class).byName.get("y").size).isEqualTo(3);
		}
	}

	@Test
	void contextsBelowFollowWithAndWithoutARegistryOfTheirOwn() {
		try (UpdatedApplication application = start(Map.of("child.size", "1", "child.names.a", "1"))) {
			for (boolean own : new boolean[] { true, false }) {
				application.swap(Map.of("child.size", "1", "child.names.a", "1"));
				try (AnnotationConfigApplicationContext below = new AnnotationConfigApplicationContext()) {
					below.setParent(application.context());
					below.register(Child.class);
					if (own) {
						below.register(UpdatedApplication.Engine.class);
					}
					below.refresh();
					ChildBean bean = below.getBean(ChildBean.class);
					assertThat(bean.size).isEqualTo(1);
					UpdateOutcome outcome = application.change(Map.of("child.size", "2"));
					assertThat(outcome.updated()).hasSize(1);
					assertThat(bean.size).isEqualTo(2);
					assertThat(bean.names).isEmpty();
					assertThat(below.getBeanFactory().containsLocalBean("beanUpdater")).isEqualTo(own);
				}
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Plain.class, Crossing.class, Valid.class, Rec.class, PageProperties.class,
			Clients.class })
	static class Config {

		@Bean
		@Scope("prototype")
		Proto proto() {
			return new Proto();
		}

		@Bean
		@RefreshScope
		Scoped scoped() {
			return new Scoped();
		}

		@Bean
		static org.springframework.cloud.context.scope.refresh.RefreshScope refreshScope() {
			return new org.springframework.cloud.context.scope.refresh.RefreshScope();
		}

		@Bean
		@Lazy
		@ConfigurationProperties("lazy")
		LazyOne lazyOne() {
			return new LazyOne();
		}

		@Bean
		@ConfigurationProperties("wrapped")
		Named wrapped() {
			return new Wrapped();
		}

		@Bean
		@ConfigurationProperties("factory")
		Factory factory() {
			return new Factory();
		}

		@Bean
		static BeanPostProcessor wrapping() {
			return new BeanPostProcessor() {
				@Override
				public Object postProcessBeforeInitialization(Object bean, String name) {
					return (bean instanceof Wrapped wrapped) ? new Wrapper(wrapped) : bean;
				}
			};
		}

		/** As those of LoadBalancer and Stream. */
		@Bean
		static ConfigurationPropertiesBindHandlerAdvisor defaults() {
			return (handler) -> new AbstractBindHandler(handler) {
				@Override
				public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
						BindContext context) {
					if (ConfigurationPropertyName.of("clients.by-name").isParentOf(name)) {
						BindResult<T> result = context.getBinder()
							.bind(ConfigurationPropertyName.of("defaults"), target);
						if (result.isBound()) {
							return target.withExistingValue(result.get());
						}
					}
					return super.onStart(name, target, context);
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(ChildBean.class)
	static class Child {

	}

	static class Sized {

		int size;

		Map<String, String> names = new HashMap<>();

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		public Map<String, String> getNames() {
			return this.names;
		}

		public void setNames(Map<String, String> names) {
			this.names = names;
		}

	}

	@ConfigurationProperties("plain")
	static class Plain extends Sized {

	}

	@ConfigurationProperties("child")
	static class ChildBean extends Sized {

	}

	@ConfigurationProperties("proto")
	static class Proto extends Sized {

	}

	@ConfigurationProperties("scoped")
	static class Scoped extends Sized {

	}

	static class LazyOne extends Sized {

	}

	@Validated
	@ConfigurationProperties("validated")
	static class Valid extends Sized {

	}

	@ConfigurationProperties("record")
	record Rec(String name) {

	}

	@ConfigurationProperties("page")
	static class PageProperties extends Properties {

	}

	@ConfigurationProperties("clients")
	static class Clients {

		private Map<String, Sized> byName = new HashMap<>();

		public Map<String, Sized> getByName() {
			return this.byName;
		}

		public void setByName(Map<String, Sized> byName) {
			this.byName = byName;
		}

	}

	@Lazy
	@ConfigurationProperties("crossing")
	static class Crossing {

		private static Runnable during = () -> {
		};

		private String a = "";

		private String z = "";

		public String getA() {
			return this.a;
		}

		public void setA(String a) {
			this.a = a;
			Runnable during = Crossing.during;
			Crossing.during = () -> {
			};
			during.run();
		}

		public String getZ() {
			return this.z;
		}

		public void setZ(String z) {
			this.z = z;
		}

	}

	interface Named {

	}

	static class Wrapped extends Sized implements Named {

	}

	static class Wrapper implements Named {

		private final Wrapped wrapped;

		Wrapper(Wrapped wrapped) {
			this.wrapped = wrapped;
		}

	}

	static class Factory extends Sized implements FactoryBean<StringBuilder> {

		@Override
		public StringBuilder getObject() {
			return new StringBuilder("" + this.size);
		}

		@Override
		public Class<?> getObjectType() {
			return StringBuilder.class;
		}

	}

}
