package dev.configstore.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * Why a candidate was rejected: one property whose new value cannot be used, however many
 * beans read it. Never holds the value.
 *
 * @param property the property, or the prefix if it is not known which one
 * @param origin where it is stored, or {@code null} if that is not known
 * @param readers the beans that do not accept the value, or what else does not; at least
 * one
 * @param type the name of the type that is wanted, or {@code null} if it is not the type
 * that is wrong
 * @param code the constraint that is violated, or the failure's simple name
 */
public record RejectionReason(String property, @Nullable Origin origin, List<String> readers, @Nullable String type,
		String code) implements CandidateRejectedException.Reason {

	private static final int MOST_READERS = 3;

	public RejectionReason {
		readers = List.copyOf(readers);
	}

	/**
	 * Create a reason with one reader.
	 * @param property the property, or the prefix if it is not known which one
	 * @param origin where it is stored, or {@code null} if that is not known
	 * @param reader what does not accept the value
	 * @param code the constraint that is violated, or the failure's simple name
	 */
	public RejectionReason(String property, @Nullable Origin origin, String reader, String code) {
		this(property, origin, List.of(reader), null, code);
	}

	/**
	 * Return a reason as this type.
	 * @param reason the reason a candidate was rejected for
	 * @return the reason, with its origin if it has one
	 */
	public static RejectionReason of(CandidateRejectedException.Reason reason) {
		return (reason instanceof RejectionReason known) ? known
				: new RejectionReason(reason.property(), null, reason.target(), reason.code());
	}

	/**
	 * Return reasons with one for each property: the beans that share it stand together.
	 * @param reasons the reasons, as they were found
	 * @return the reasons in the order of the first of each property
	 */
	public static List<RejectionReason> byProperty(List<RejectionReason> reasons) {
		Map<String, List<RejectionReason>> byProperty = new LinkedHashMap<>();
		for (RejectionReason reason : reasons) {
			// What a check of the application says belongs to no property.
			String key = reason.property.equals("*") ? reason.toString() : uniform(reason.property);
			byProperty.computeIfAbsent(key, (property) -> new ArrayList<>()).add(reason);
		}
		return byProperty.values().stream().map(RejectionReason::merged).toList();
	}

	/** A name in any spelling. */
	private static String uniform(String property) {
		return property.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
	}

	private static RejectionReason merged(List<RejectionReason> reasons) {
		RejectionReason first = reasons.get(0);
		Origin origin = null;
		Set<String> readers = new LinkedHashSet<>();
		Set<String> types = new LinkedHashSet<>();
		Set<String> codes = new LinkedHashSet<>();
		for (RejectionReason reason : reasons) {
			origin = (origin != null) ? origin : reason.origin;
			readers.addAll(reason.readers);
			codes.add(reason.code);
			if (reason.type != null) {
				types.add(reason.type);
			}
		}
		return new RejectionReason(first.property, origin, List.copyOf(readers),
				types.isEmpty() ? null : first(types, " or "), first(codes, ", "));
	}

	/**
	 * Return the readers and the wanted type.
	 * @return a text of bounded length
	 */
	@Override
	public String target() {
		return first(this.readers, ", ") + ((this.type != null) ? " as " + line(this.type) : "");
	}

	/**
	 * Return what people read.
	 * @return one line of bounded length, without the value
	 */
	@Override
	public String toString() {
		return "property '" + line(this.property) + "'" + ((this.origin != null) ? " (" + line(this.origin) + ")" : "")
				+ " cannot be bound to " + target() + ": " + line(this.code);
	}

	private static String first(Iterable<String> texts, String separator) {
		List<String> lines = new ArrayList<>();
		texts.forEach((text) -> lines.add(line(text)));
		String first = lines.stream().limit(MOST_READERS).collect(Collectors.joining(separator));
		return (lines.size() > MOST_READERS) ? first + " and " + (lines.size() - MOST_READERS) + " more" : first;
	}

	/** Names come from the table, and may have any length and any character. */
	private static String line(Object text) {
		return Printable.name(text.toString());
	}

}
