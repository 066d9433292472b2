package dev.configstore.spring.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that read while beans are updated, and some updates are taken back.
 */
class ReaderTests {

	@Test
	void noReaderSeesADefaultOrAnEmptyCollectionOrALostValue() throws InterruptedException {
		try (UpdatedApplication application = UpdatedApplication.start(state(1), Shapes.All.class)) {
			AtomicBoolean ended = new AtomicBoolean();
			AtomicLong rounds = new AtomicLong();
			Map<String, Boolean> wrong = new ConcurrentHashMap<>();
			List<Thread> readers = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				Thread reader = new Thread(() -> {
					while (!ended.get()) {
						read(application, wrong);
						rounds.incrementAndGet();
					}
				});
				reader.start();
				readers.add(reader);
			}
			try {
				for (int i = 2; i < 4 * FreshStartTests.UPDATES; i++) {
					Map<String, Object> state = state(i);
					if (i % 5 == 0) {
						state.put("scalars.timeout", "no duration");
						assertThat(application.change(state).failures()).isNotEmpty();
					}
					else if (i % 5 == 1) {
						Map<String, Object> before = application.properties();
						BeanUpdate update = application.plan(state);
						application.swap(state);
						update.apply();
						application.swap(before);
						update.undo();
					}
					else {
						assertThat(application.change(state).failures()).isEmpty();
					}
				}
			}
			finally {
				ended.set(true);
				for (Thread reader : readers) {
					reader.join();
				}
			}
			assertThat(wrong).isEmpty();
			assertThat(rounds.get()).isGreaterThan(100);
			Map<String, Object> last = state(3);
			application.change(last);
			try (UpdatedApplication fresh = UpdatedApplication.start(last, Shapes.All.class)) {
				for (Class<?> type : List.of(Shapes.Nested.class, Shapes.Scalars.class, Shapes.Aggregates.class,
						Shapes.Mail.class)) {
					fresh.bean(Shapes.Nested.class).getLazy();
					application.bean(Shapes.Nested.class).getLazy();
					assertThat(Description.of(application.bean(type))).isEqualTo(Description.of(fresh.bean(type)));
				}
			}
		}
	}

	/** Never a value that is a default, in an order that lets readers see it. */
	private static Map<String, Object> state(int number) {
		Map<String, Object> state = new HashMap<>();
		state.put("scalars.port", "" + (1 + number % 100));
		state.put("scalars.text", "text");
		state.put("scalars.timeout", number + 10 + "s");
		state.put("nested.fixed.min", "" + (100 + number));
		state.put("nested.absent.min", "" + (100 + number));
		state.put("nested.absent.hosts[0]", "h" + number);
		state.put("mail.headers.a", "" + number);
		for (int i = 0; i <= number % 3; i++) {
			state.put("agg.list[" + i + "]", "e" + number);
			state.put("agg.map.k" + i, "" + number);
			state.put("agg.fixed-list[" + i + "]", "e" + number);
		}
		return state;
	}

	private static void read(UpdatedApplication application, Map<String, Boolean> wrong) {
		Shapes.Scalars scalars = application.bean(Shapes.Scalars.class);
		check(wrong, "port", scalars.getPort() != 8080);
		check(wrong, "unchanged text", "text".equals(scalars.getText()));
		check(wrong, "timeout", scalars.getTimeout().toSeconds() >= 10);
		check(wrong, "never bound", scalars.getRange() != null);
		Shapes.Nested nested = application.bean(Shapes.Nested.class);
		check(wrong, "fixed", nested.getFixed().getMin() >= 100 && nested.getFixed().getMax() == 5);
		Shapes.Pool absent = nested.getAbsent();
		check(wrong, "absent", absent != null && absent.getMin() >= 100 && absent.getHosts().size() == 1);
		Shapes.Aggregates aggregates = application.bean(Shapes.Aggregates.class);
		List<String> list = aggregates.getList();
		check(wrong, "list", !list.isEmpty() && list.stream().allMatch(list.get(0)::equals));
		check(wrong, "map", aggregates.getMap().get("own") == 1 && aggregates.getMap().size() > 1);
		check(wrong, "getter only", !aggregates.getFixedList().isEmpty());
		Shapes.Mail mail = application.bean(Shapes.Mail.class);
		check(wrong, "password", "set by code".equals(mail.getPassword()));
		check(wrong, "headers", "code".equals(mail.getHeaders().get("by")) && mail.getHeaders().size() == 2);
		check(wrong, "by code", mail.getPool().getMin() == 77);
	}

	private static void check(Map<String, Boolean> wrong, String what, boolean right) {
		if (!right) {
			wrong.put(what, true);
		}
	}

}
