package dev.configstore.spring.dryrun;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.configstore.spring.Refreshable;
import dev.configstore.spring.dryrun.BoundKinds.Checking;
import dev.configstore.spring.dryrun.Group.Injected;
import dev.configstore.spring.dryrun.Settings.Level;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.validation.annotation.Validated;

/**
 * Kinds of beans without a live instance that could be set: a fresh one is bound.
 */
final class FreshKinds {

	static final List<Kind> ALL = List.of(
			Kind.of("record", RecordConfiguration.class)
				.staying()
				.read((context) -> context.getBean(RecordSettings.class)),
			Kind.of("view", ViewConfiguration.class).read((context) -> context.getBean(View.class).views().get()),
			Kind.of("beanView", BeanViewConfiguration.class)
				.few()
				.read((context) -> context.getBean(BeanView.class).views().get()),
			Kind.of("lazy", LazyConfiguration.class).unused(),
			Kind.of("lazyInjected", LazyInjectedConfiguration.class).few().unused(),
			Kind.of("lazyChecking", LazyCheckingConfiguration.class).few().unused(),
			Kind.of("lazyAbstract", LazyAbstractConfiguration.class).only("number", "pool").unused(),
			Kind.of("lazyMade", LazyMadeConfiguration.class).few().unused(),
			Kind.of("unusable", UnusableConfiguration.class).few().unused(),
			Kind.of("brokenLazy", BrokenLazyConfiguration.class).with(Map.of("number", "broken", "text", "t")).unused(),
			Kind.of("constructed", ConstructedConfiguration.class)
				.staying()
				.read((context) -> context.getBean(Constructed.class)),
			Kind.of("scopedChecking", ScopedCheckingConfiguration.class).few(),
			Kind.of("scopedThird", ScopedThirdConfiguration.class).few(),
			Kind.of("scopedCollections", ScopedCollectionsConfiguration.class).with(CollectionKinds.VALUES),
			Kind.of("scoped", ScopedConfiguration.class).read((context) -> context.getBean(Scoped.class)),
			Kind.of("scopedMethod", ScopedMethodConfiguration.class).few(),
			Kind.of("scopedMade", ScopedMadeConfiguration.class).few(),
			Kind.of("scopedSupertype", ScopedSupertypeConfiguration.class).only("number"),
			Kind.of("scopedInjected", ScopedInjectedConfiguration.class).few(),
			Kind.of("scopedNever", ScopedNeverConfiguration.class).few(),
			Kind.of("scopedConfigured", ScopedConfiguredConfiguration.class).in(Group.CONFIGURER),
			Kind.of("scopedConverted", ScopedConvertedConfiguration.class).in(Group.CONVERSION));

	private FreshKinds() {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(RecordSettings.class)
	static class RecordConfiguration {

	}

	@Validated
	@ConfigurationProperties("record")
	record RecordSettings(@Max(100) @DefaultValue("10") int number, @NotBlank @Size(max = 20) @Nullable String text,
			@DefaultValue("1m") Duration timeout, @Nullable Level level, @DefaultValue("default") List<String> hosts,
			@DefaultValue Map<String, String> labels, @Valid @DefaultValue RecordPool pool,
			@DefaultValue("30") int maxSize, @DefaultValue RecordPool loose) {

		@Override
		public String toString() {
			return List
				.of(this.number, String.valueOf(this.text), this.timeout, String.valueOf(this.level), this.hosts,
						new TreeMap<>(this.labels), this.pool, this.maxSize, this.loose)
				.toString();
		}

	}

	record RecordPool(@Max(100) @DefaultValue("5") int max, @Nullable String name) {

	}

	@Configuration(proxyBeanMethods = false)
	static class ViewConfiguration {

		@Bean
		View viewHolder(Refreshable<Viewed> views) {
			return new View(views);
		}

	}

	record View(Refreshable<Viewed> views) {

	}

	@Validated
	@ConfigurationProperties("view")
	record Viewed(@Max(100) int number, @NotBlank @Nullable String text, @Nullable RecordPool pool, int maxSize) {

	}

	@Configuration(proxyBeanMethods = false)
	static class BeanViewConfiguration {

		@Bean
		BeanView beanViewHolder(Refreshable<BeanViewed> views) {
			return new BeanView(views);
		}

	}

	record BeanView(Refreshable<BeanViewed> views) {

	}

	@Validated
	@ConfigurationProperties("beanview")
	static class BeanViewed extends Settings {

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyConfiguration {

		@Bean
		@Lazy
		@Validated
		@ConfigurationProperties("lazy")
		Settings lazy() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyInjectedConfiguration {

		@Bean
		@Lazy
		@ConfigurationProperties("lazyinjected")
		Injected lazyInjected() {
			return new Injected();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyCheckingConfiguration {

		@Bean
		@Lazy
		@ConfigurationProperties("lazychecking")
		Checking lazyChecking() {
			return new Checking();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyAbstractConfiguration {

		@Bean
		@Lazy
		@ConfigurationProperties("lazyabstract")
		BoundKinds.AbstractNested lazyAbstract() {
			return BoundKinds.AbstractNested.withPool();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyMadeConfiguration {

		@Bean
		@Lazy
		@Validated
		@ConfigurationProperties("lazymade")
		BoundKinds.Made lazyMade() {
			return new BoundKinds.Made("code");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnusableConfiguration {

		/** A prefix has no capital letters. */
		@Bean
		@Lazy
		@ConfigurationProperties("Unusable")
		Settings unusable() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenLazyConfiguration {

		@Bean
		@Lazy
		@ConfigurationProperties("brokenlazy")
		Settings brokenLazy() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Constructed.class)
	static class ConstructedConfiguration {

	}

	/** A class, and no record, that is bound by its constructor. */
	@Validated
	@ConfigurationProperties("constructed")
	static class Constructed {

		@Max(100)
		private final int number;

		private final Duration timeout;

		@Valid
		private final RecordPool pool;

		Constructed(int number, @DefaultValue("1m") Duration timeout, RecordPool pool) {
			this.number = number;
			this.timeout = timeout;
			this.pool = pool;
		}

		@Override
		public String toString() {
			return this.number + " " + this.timeout + " " + this.pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedCheckingConfiguration {

		@Bean
		@RefreshScope
		@ConfigurationProperties("scopedchecking")
		Checking scopedChecking() {
			return new Checking();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedThirdConfiguration {

		@Bean
		@RefreshScope
		@Validated
		@ConfigurationProperties("scopedthird")
		BoundKinds.Third scopedThird() {
			BoundKinds.Third third = new BoundKinds.Third();
			third.password = "code";
			return third;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedCollectionsConfiguration {

		@Bean
		@RefreshScope
		@Validated
		@ConfigurationProperties("scopedcollections")
		CollectionKinds.Collections scopedCollections() {
			return new CollectionKinds.Collections();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(Scoped.class)
	static class ScopedConfiguration {

	}

	@RefreshScope
	@Validated
	@ConfigurationProperties("scoped")
	static class Scoped extends Settings {

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedMethodConfiguration {

		@Bean
		@RefreshScope
		@Validated
		@ConfigurationProperties("scopedmethod")
		Settings scopedMethod() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedMadeConfiguration {

		@Bean
		@RefreshScope
		@Validated
		@ConfigurationProperties("scopedmade")
		BoundKinds.Made scopedMade() {
			return new BoundKinds.Made("code");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedSupertypeConfiguration {

		@Bean
		@RefreshScope
		@Validated
		@ConfigurationProperties(prefix = "scopedsupertype", ignoreUnknownFields = false)
		BoundKinds.Base scopedSupertype() {
			return new BoundKinds.Derived();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedInjectedConfiguration {

		@Bean
		@RefreshScope
		@ConfigurationProperties("scopedinjected")
		Injected scopedInjected() {
			return new Injected();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedNeverConfiguration {

		@Bean
		@RefreshScope
		@ConfigurationProperties("scopednever")
		BoundKinds.Never scopedNever() {
			return new BoundKinds.Never();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguredConfiguration {

		@Bean
		@RefreshScope
		@Validated
		@ConfigurationProperties("scopedconfigured")
		Settings scopedConfigured() {
			return new Settings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConvertedConfiguration {

		@Bean
		@RefreshScope
		@Validated
		@ConfigurationProperties("scopedconverted")
		Settings scopedConverted() {
			return new Settings();
		}

	}

}
