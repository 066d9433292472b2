package dev.configstore.spring.refresh;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.configstore.spring.CandidateRejectedEvent;
import dev.configstore.spring.Refreshable;
import jakarta.annotation.PostConstruct;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.core.convert.converter.Converter;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * Beans of every kind that properties are bound to, and that take a bad value badly.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ BadBeans.Types.class, BadBeans.Rec.class, BadBeans.Checked.class, BadBeans.Self.class,
		BadBeans.Ref.class, BadBeans.LazyOne.class, BadBeans.Strict.class })
class BadBeans {

	/** Return what the beans hold. */
	static Set<String> state(ApplicationContext context) {
		Types types = context.getBean(Types.class);
		Set<String> state = new LinkedHashSet<>();
		state.add("types " + System.identityHashCode(types) + types.number + types.small + types.timeout + types.level
				+ types.flag + types.uri + types.size + types.point + types.hosts + types.text);
		state.add("rec " + context.getBean(Rec.class));
		Checked checked = context.getBean(Checked.class);
		state.add("checked " + checked.name + checked.max + checked.inner.max);
		state.add("self " + context.getBean(Self.class).even);
		state.add("ref " + context.getBean(Ref.class).timeout);
		state.add("strict " + context.getBean(Strict.class).known);
		Made made = context.getBean("made", Made.class);
		state.add("made " + made.number + " " + made.max);
		state.add("scoped " + context.getBean(ScopedProperties.class).getNumber());
		state.add("values " + context.getBean(ScopedField.class).value() + " "
				+ context.getBean(ScopedMethod.class).value() + " " + context.getBean(ScopedConstructor.class).value());
		return state;
	}

	@Bean
	Heard heard() {
		return new Heard();
	}

	@Bean
	Views views(Refreshable<Types> types, Refreshable<Rec> rec, Refreshable<Viewed> viewed) {
		return new Views(types, rec, viewed);
	}

	@Bean
	@ConfigurationPropertiesBinding
	static PointConverter pointConverter() {
		return new PointConverter();
	}

	@Bean
	@Validated
	@ConfigurationProperties("made")
	Made made() {
		return new Made();
	}

	@Bean
	@RefreshScope
	@ConfigurationProperties("scoped")
	ScopedProperties scopedProperties() {
		return new ScopedProperties();
	}

	@Bean
	@RefreshScope
	ScopedField scopedField() {
		return new ScopedField();
	}

	@Bean
	@RefreshScope
	ScopedMethod scopedMethod() {
		return new ScopedMethod();
	}

	@Bean
	@RefreshScope
	ScopedRelaxed scopedRelaxed() {
		return new ScopedRelaxed();
	}

	@Bean
	@RefreshScope
	ScopedFactory scopedFactory(@Value("${val.factory}") int value) {
		return new ScopedFactory(value);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ScopedConstructor.class)
	static class Imports {

	}

	record Views(Refreshable<Types> types, Refreshable<Rec> rec, Refreshable<Viewed> viewed) {

	}

	static class Heard {

		final List<CandidateRejectedEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(CandidateRejectedEvent event) {
			this.events.add(event);
		}

	}

	enum Level {

		LOW, HIGH

	}

	record Point(int x, int y) {

	}

	static class PointConverter implements Converter<String, Point> {

		@Override
		public Point convert(String source) {
			String[] parts = source.split(":");
			return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
		}

	}

	@ConfigurationProperties("types")
	static class Types {

		private int number;

		private byte small;

		private Duration timeout = Duration.ZERO;

		private Level level = Level.LOW;

		private boolean flag;

		private URI uri = URI.create("none");

		private DataSize size = DataSize.ofBytes(0);

		private Point point = new Point(0, 0);

		private List<String> hosts = new ArrayList<>();

		private String text = "";

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

		public byte getSmall() {
			return this.small;
		}

		public void setSmall(byte small) {
			this.small = small;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public Level getLevel() {
			return this.level;
		}

		public void setLevel(Level level) {
			this.level = level;
		}

		public boolean isFlag() {
			return this.flag;
		}

		public void setFlag(boolean flag) {
			this.flag = flag;
		}

		public URI getUri() {
			return this.uri;
		}

		public void setUri(URI uri) {
			this.uri = uri;
		}

		public DataSize getSize() {
			return this.size;
		}

		public void setSize(DataSize size) {
			this.size = size;
		}

		public Point getPoint() {
			return this.point;
		}

		public void setPoint(Point point) {
			this.point = point;
		}

		public List<String> getHosts() {
			return this.hosts;
		}

		public void setHosts(List<String> hosts) {
			this.hosts = hosts;
		}

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
		}

	}

	@Validated
	@ConfigurationProperties("rec")
	record Rec(int number, Duration timeout, @NotBlank String name, @Max(10) int limit) {

	}

	@Validated
	@ConfigurationProperties("checked")
	static class Checked {

		@NotBlank
		private String name = "";

		@Max(10)
		private int max;

		@Valid
		private final Inner inner = new Inner();

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

		public Inner getInner() {
			return this.inner;
		}

		static class Inner {

			@Max(10)
			private int max;

			public int getMax() {
				return this.max;
			}

			public void setMax(int max) {
				this.max = max;
			}

		}

	}

	@ConfigurationProperties("self")
	static class Self implements Validator {

		private int even;

		public int getEven() {
			return this.even;
		}

		public void setEven(int even) {
			this.even = even;
		}

		@Override
		public boolean supports(Class<?> type) {
			return type == Self.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			if (((Self) target).even % 2 != 0) {
				errors.rejectValue("even", "self.odd", "It was " + ((Self) target).even);
			}
		}

	}

	@ConfigurationProperties("ref")
	static class Ref {

		private Duration timeout = Duration.ZERO;

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	@Lazy
	@ConfigurationProperties("lazy")
	static class LazyOne {

		/** Bound, that is: a dry run makes instances too, but never a bean. */
		static int created;

		private int number;

		@PostConstruct
		void created() {
			created++;
		}

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

	}

	@ConfigurationProperties(prefix = "strict", ignoreUnknownFields = false)
	static class Strict {

		private int known;

		public int getKnown() {
			return this.known;
		}

		public void setKnown(int known) {
			this.known = known;
		}

	}

	static class Made {

		private int number;

		@Max(10)
		private int max;

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

	}

	static class ScopedProperties {

		private int number;

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

	}

	static class ScopedField {

		@Value("${val.field}")
		private int value;

		int value() {
			return this.value;
		}

	}

	static class ScopedFactory {

		final int value;

		ScopedFactory(int value) {
			this.value = value;
		}

	}

	static class ScopedRelaxed {

		@Value("${val.max-size:1}")
		private int size;

		int size() {
			return this.size;
		}

	}

	static class ScopedMethod {

		private Duration value = Duration.ZERO;

		@Value("${val.method}")
		void value(Duration value) {
			this.value = value;
		}

		Duration value() {
			return this.value;
		}

	}

	@RefreshScope
	static class ScopedConstructor {

		private final long value;

		ScopedConstructor(@Value("${val.constructor}") long value) {
			this.value = value;
		}

		long value() {
			return this.value;
		}

	}

	@ConfigurationProperties("viewed")
	record Viewed(int number) {

	}

}
