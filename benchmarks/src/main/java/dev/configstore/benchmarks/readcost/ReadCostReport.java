package dev.configstore.benchmarks.readcost;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import dev.configstore.benchmarks.Markdown;
import dev.configstore.benchmarks.Meter.Read;
import dev.configstore.benchmarks.Polls;
import dev.configstore.benchmarks.Target;

/**
 * Writes the section on what following a store costs.
 *
 * @param costs what single reads cost
 * @param options how many options the stores of the two hours had
 * @param hourly an hour of polls every five seconds, with a full read every hour
 * @param often the same with a full read every five minutes
 * @param change the reads of the poll that found three changed options, in the largest
 * store
 */
record ReadCostReport(List<Costs> costs, int options, Polls hourly, Polls often, List<Read> change) {

	private static final List<Duration> INTERVALS = List.of(ReadCost.FIVE_MINUTES, Duration.ofSeconds(30),
			ReadCost.FIVE_SECONDS);

	Markdown write() {
		Costs usual = this.costs.stream().filter((costs) -> costs.options() == this.options).findFirst().orElseThrow();
		Costs largest = this.costs.get(this.costs.size() - 1);
		double seed = Costs.polls(ReadCost.FIVE_SECONDS) * usual.query();
		return Markdown.section("Read cost")
			.paragraph("What an instance that follows a store of options of 200 bytes pays, in RCU as DynamoDB Local "
					+ "counts them; exact, and the same in every run. \"Query each time\" is what the Python library does. "
					+ "Archaius is Netflix Archaius 1 with its own source for DynamoDB and its own client; it scans a table "
					+ "of its own, one row a property, which holds the same data: this store alone, or two more of the same "
					+ "size. The limit is an eventually consistent read of one small item each time.")
			.targets(new Target("A quiet poll / the limit", 1.05, most()),
					new Target(
							"An hour, " + count(this.options)
									+ " options, every 5 s, `update-interval: 1h` / Query each time",
							1.0 / 40, this.hourly.sum() / seed),
					new Target("The same with `update-interval: 5m`", 1.0 / 25,
							usual.hour(ReadCost.FIVE_SECONDS, ReadCost.FIVE_MINUTES) / seed),
					new Target("Units after a change of three options of " + count(largest.options()), 8,
							Read.units(this.change)))
			.heading("One read")
			.table(List.of("options", "limit", "Config Store: a quiet poll", "Config Store: a full read",
					"Query each time", "Archaius, store alone", "Archaius, three stores"),
					this.costs.stream().map(ReadCostReport::reads).toList())
			.heading("An hour in which nothing changes")
			.paragraph(
					"The polls of an hour times what one costs, and the full reads times what one costs. Chance shortens "
							+ "each of Config Store's intervals by up to a tenth, so it makes 5 % more of both than the intervals "
							+ "say. To see that the product is the sum, two hours of the table were run, with a clock that goes on by "
							+ "an interval at each poll: " + hour(this.hourly, usual, ReadCost.HOUR) + "; "
							+ hour(this.often, usual, ReadCost.FIVE_MINUTES) + ".")
			.table(List.of("options", "every", "Query each time / Config Store 1h", "Archaius, alone / Config Store 1h",
					"Archaius, three / Config Store 1h", "Config Store 1h / limit", "limit", "Config Store 1h",
					"Config Store 5m", "Query each time", "Archaius, alone", "Archaius, three"), hours())
			.heading("A change of three options of " + count(largest.options()))
			.paragraph(this.change.size() + " requests, " + Markdown.figure(Read.units(this.change))
					+ " units: the poll that sees it, the same strongly consistent, the three options, and the version "
					+ "again. A Query of everything, strongly consistent, would be "
					+ Markdown.figure(2 * largest.query()) + ".");
	}

	private double most() {
		return this.costs.stream().mapToDouble((costs) -> costs.poll() / costs.limit()).max().orElse(Double.NaN);
	}

	private static List<String> reads(Costs costs) {
		return List.of(count(costs.options()), Markdown.figure(costs.limit()), Markdown.figure(costs.poll()),
				Markdown.figure(costs.fullRead()), Markdown.figure(costs.query()), Markdown.figure(costs.scan()),
				Markdown.figure(costs.scanOfThree()));
	}

	private static String hour(Polls polls, Costs costs, Duration updateInterval) {
		return String.format(Locale.ROOT,
				"every 5 s with a full read every %d minutes, %,d polls, %s units (product: %s)",
				updateInterval.toMinutes(), polls.units().size(), Markdown.figure(polls.sum()),
				Markdown.figure(costs.hour(ReadCost.FIVE_SECONDS, updateInterval)));
	}

	private List<List<String>> hours() {
		return this.costs.stream()
			.flatMap((costs) -> INTERVALS.stream().map((interval) -> hour(costs, interval)))
			.toList();
	}

	private static List<String> hour(Costs costs, Duration interval) {
		double polls = Costs.polls(interval);
		double store = costs.hour(interval, ReadCost.HOUR);
		return List.of(count(costs.options()), interval.toSeconds() + " s",
				Markdown.ratio(polls * costs.query() / store), Markdown.ratio(polls * costs.scan() / store),
				Markdown.ratio(polls * costs.scanOfThree() / store), Markdown.ratio(store / (polls * costs.limit())),
				Markdown.figure(polls * costs.limit()), Markdown.figure(store),
				Markdown.figure(costs.hour(interval, ReadCost.FIVE_MINUTES)), Markdown.figure(polls * costs.query()),
				Markdown.figure(polls * costs.scan()), Markdown.figure(polls * costs.scanOfThree()));
	}

	private static String count(int options) {
		return String.format(Locale.ROOT, "%,d", options);
	}

}
