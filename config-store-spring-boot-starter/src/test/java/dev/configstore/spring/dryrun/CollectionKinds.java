package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.validation.annotation.Validated;

/**
 * Kinds with collections of beans, and with a converter of the application's.
 */
final class CollectionKinds {

	static final Map<String, Object> VALUES = Map.of("items", List.of(Map.of("max", 1)), "by-name",
			Map.of("a", Map.of("max", 1)), "numbers", List.of(1, 2));

	private CollectionKinds() {
	}

	@Configuration(proxyBeanMethods = false)
	static class CollectionsConfiguration {

		@Bean
		@Validated
		@ConfigurationProperties("collections")
		Collections collections() {
			return new Collections();
		}

	}

	static class Collections {

		@Valid
		@NotEmpty
		private List<Settings.Pool> items = new ArrayList<>();

		@Valid
		private final Map<String, Settings.Pool> byName = new LinkedHashMap<>();

		private int[] numbers = {};

		public List<Settings.Pool> getItems() {
			return this.items;
		}

		public void setItems(List<Settings.Pool> items) {
			this.items = items;
		}

		public Map<String, Settings.Pool> getByName() {
			return this.byName;
		}

		public int[] getNumbers() {
			return this.numbers;
		}

		public void setNumbers(int[] numbers) {
			this.numbers = numbers;
		}

		@Override
		public String toString() {
			List<Integer> numbers = new ArrayList<>();
			for (int number : this.numbers) {
				numbers.add(number);
			}
			return this.items + " " + new TreeMap<>(this.byName) + " " + numbers;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConvertingConfiguration {

		@Bean
		@ConfigurationPropertiesBinding
		static PointConverter pointConverter() {
			return new PointConverter();
		}

		@Bean
		@ConfigurationProperties("converting")
		Converting converting() {
			return new Converting();
		}

	}

	static class Converting {

		private int number;

		private @Nullable Point point;

		private List<Point> points = List.of();

		public int getNumber() {
			return this.number;
		}

		public void setNumber(int number) {
			this.number = number;
		}

		public @Nullable Point getPoint() {
			return this.point;
		}

		public void setPoint(@Nullable Point point) {
			this.point = point;
		}

		public List<Point> getPoints() {
			return this.points;
		}

		public void setPoints(List<Point> points) {
			this.points = points;
		}

		@Override
		public String toString() {
			return this.number + " " + this.point + " " + this.points;
		}

	}

	record Point(int x, int y) {

	}

	static class PointConverter implements Converter<String, Point> {

		@Override
		public Point convert(String text) {
			String[] parts = text.split(":");
			return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
		}

	}

}
