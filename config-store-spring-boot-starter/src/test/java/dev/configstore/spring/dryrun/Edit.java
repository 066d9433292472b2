package dev.configstore.spring.dryrun;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A change of one option.
 *
 * @param what what it does, unique
 * @param key the key it changes, which a kind has to have
 * @param values what the option has then instead of the key
 */
record Edit(String what, String key, Map<String, ? extends @Nullable Object> values) {

	private static final String LONG = "a text that is longer than allowed";

	static final Edit DELETED = new Edit("the option deleted", "", Map.of("", ""));

	/** Every change of the matrix. */
	static final List<Edit> ALL = all();

	private static List<Edit> all() {
		List<Edit> edits = new ArrayList<>();
		edits.add(new Edit("nothing", "", Map.of()));
		edits.add(DELETED);
		edits.add(set("a valid number", "number", 2));
		edits.add(set("a number of a wrong type", "number", "x"));
		edits.add(set("a fraction for a number", "number", "1.5"));
		edits.add(set("a number in blanks", "number", " 6 "));
		edits.add(set("a number as a word", "number", "one"));
		edits.add(set("a number out of its constraint", "number", 5000));
		edits.add(set("a negative number", "number", -1));
		edits.add(set("a number that is too large", "number", "99999999999"));
		edits.add(set("a number that is empty", "number", ""));
		edits.add(set("a number that is true", "number", true));
		edits.add(set("a number behind a placeholder", "number", "${other.number}"));
		edits.add(set("a wrong type behind a placeholder", "number", "${other.bad}"));
		edits.add(set("a number behind nested placeholders", "number", "${other.${other.which}}"));
		edits.add(set("a placeholder that leads nowhere", "number", "${no.such}"));
		edits.add(set("a placeholder with a default", "number", "${no.such:7}"));
		edits.add(set("a placeholder with a wrong default", "number", "${no.such:x}"));
		edits.add(set("an expression for a number", "number", "#{2*3}"));
		edits.add(set("an expression with a wrong type", "number", "#{'x'}"));
		edits.add(set("an expression that fails", "number", "#{no.such}"));
		edits.add(set("an expression that is none", "number", "#{2*"));
		edits.add(remove("number"));
		edits.add(set("a valid text", "text", "u"));
		edits.add(set("a text that is empty", "text", ""));
		edits.add(set("a text that is blank", "text", "  "));
		edits.add(set("a text that is too long", "text", LONG));
		edits.add(set("a text with a placeholder that leads nowhere", "text", "${no.such}"));
		edits.add(set("a text with a local placeholder", "text", "http://${local.host}/"));
		edits.add(set("a text that is an expression", "text", "#{2*3}"));
		edits.add(set("a text that a handler rejects", "text", "forbidden"));
		edits.add(set("a text that a setter rejects", "text", "unwanted"));
		edits.add(set("a text that names itself", "text", "${other.circle}"));
		edits.add(remove("text"));
		edits.add(set("a valid duration", "timeout", "2s"));
		edits.add(set("a duration of a wrong type", "timeout", "2q"));
		edits.add(set("a duration that is empty", "timeout", ""));
		edits.add(set("another constant", "level", "high"));
		edits.add(set("an unknown constant", "level", "middle"));
		edits.add(set("a constant that is empty", "level", ""));
		edits.add(remove("level"));
		edits.add(set("another list", "hosts", List.of("c")));
		edits.add(set("a list as a text", "hosts", "c,d"));
		edits.add(set("a list as a set", "hosts", Set.of("c", "d")));
		edits.add(set("a list that is emptied", "hosts", List.of()));
		edits.add(new Edit("a list with a gap", "hosts", Map.of("hosts[0]", "a", "hosts[3]", "b")));
		edits.add(remove("hosts"));
		edits.add(set("another map", "labels", Map.of("k2", "v2")));
		edits.add(set("a map that is emptied", "labels", Map.of()));
		edits.add(set("a map as a text", "labels", "x"));
		edits.add(remove("labels"));
		edits.add(set("another nested bean", "pool", Map.of("max", 2)));
		edits.add(set("a nested number of a wrong type", "pool", Map.of("max", "x")));
		edits.add(set("a nested number out of its constraint", "pool", Map.of("max", 5000)));
		edits.add(set("an unknown nested key", "pool", Map.of("max", 2, "no-such", 1)));
		edits.add(set("a nested bean that is emptied", "pool", Map.of()));
		edits.add(set("a nested bean as a text", "pool", "x"));
		edits.add(new Edit("a nested bean that is emptied beside a key of it", "pool",
				Map.of("pool", "", "pool.max", 2)));
		edits.add(new Edit("a nested bean as a text beside a key of it", "pool", Map.of("pool", "x", "pool.max", 2)));
		edits.add(remove("pool"));
		edits.add(set("a loose number out of its constraint", "loose", Map.of("max", 5000)));
		edits.add(set("a loose bean that is emptied", "loose", Map.of()));
		edits.add(set("a loose bean as a text", "loose", "x"));
		edits.add(new Edit("a loose bean that is emptied beside a key of it", "loose",
				Map.of("loose", "", "loose.max", 2)));
		edits.add(remove("loose"));
		edits.add(set("more items", "items", List.of(Map.of("max", 2), Map.of("max", 3))));
		edits.add(set("an item of a wrong type", "items", List.of(Map.of("max", "x"))));
		edits.add(set("an item out of its constraint", "items", List.of(Map.of("max", 1), Map.of("max", 5000))));
		edits.add(set("an item with an unknown key", "items", List.of(Map.of("no-such", 1))));
		edits.add(set("items that are emptied", "items", List.of()));
		edits.add(set("items as a text", "items", "x"));
		edits.add(remove("items"));
		edits.add(set("another entry", "by-name", Map.of("b", Map.of("max", 2))));
		edits.add(set("an entry of a wrong type", "by-name", Map.of("a", Map.of("max", "x"))));
		edits.add(set("an entry out of its constraint", "by-name", Map.of("b", Map.of("max", 5000))));
		edits.add(set("an entry that is emptied", "by-name", Map.of("a", Map.of())));
		edits.add(set("entries that are emptied", "by-name", Map.of()));
		edits.add(remove("by-name"));
		edits.add(set("other numbers", "numbers", List.of(3)));
		edits.add(set("numbers as a text", "numbers", "3,4"));
		edits.add(set("a wrong number of several", "numbers", List.of(1, "x")));
		edits.add(set("another point", "point", "3:4"));
		edits.add(set("a wrong point", "point", "x"));
		edits.add(set("a point that is empty", "point", ""));
		edits.add(set("a point by its parts", "point", Map.of("x", 5, "y", 6)));
		edits.add(new Edit("a point beside its parts", "point", Map.of("point", "7:8", "point.x", 9)));
		edits.add(remove("point"));
		edits.add(set("other points", "points", "5:6"));
		edits.add(set("a wrong point of several", "points", List.of("1:2", "x")));
		edits.add(new Edit("an unknown key", "", Map.of("no-such", 1)));
		edits.add(new Edit("another spelling", "max-size", Map.of("maxSize", 4)));
		edits.add(new Edit("another spelling of a wrong type", "max-size", Map.of("MAX_SIZE", "x")));
		edits.add(new Edit("two spellings", "max-size", Map.of("max-size", 4, "max_size", 5)));
		return edits;
	}

	private static Edit set(String what, String key, Object value) {
		return new Edit(what, key, Map.of(key, value));
	}

	private static Edit remove(String key) {
		return new Edit(key + " removed", key, Map.of());
	}

	/**
	 * Return an option after this change, {@code null} if it is deleted. The way back
	 * adds it again.
	 */
	@Nullable Map<String, Object> of(Map<String, Object> option) {
		if (this == DELETED) {
			return null;
		}
		Map<String, Object> changed = new LinkedHashMap<>(option);
		changed.remove(this.key);
		changed.putAll(this.values);
		return changed;
	}

	boolean isNone() {
		return this.key.isEmpty() && this.values.isEmpty();
	}

	@Override
	public String toString() {
		return this.what;
	}

}
