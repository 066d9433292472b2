package dev.configstore.spring.settings;

import java.nio.file.Path;

import dev.configstore.spring.support.OutputLines;
import dev.configstore.spring.support.TestApplication;
import dev.configstore.spring.support.TestApplication.Door;
import dev.configstore.test.EmbeddedDynamoDbExtension;
import dev.configstore.test.EmbeddedTable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Settings that cannot be used: the start fails with an analysis of the property and the
 * place it stands in.
 */
@ExtendWith(EmbeddedDynamoDbExtension.class)
class InvalidSettingTests {

	private static final String FAILED = "APPLICATION FAILED TO START";

	private final EmbeddedTable table;

	@TempDir
	private Path directory;

	InvalidSettingTests(EmbeddedTable table) {
		this.table = table;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					mode: sometimes                        | config-store.mode           | sometimes
					store: '  '                            | config-store.store          | must name a store
					store: ''                              | config-store.store          | must name a store
					store: ['prod', '']                    | config-store.store          | must name a store
					store: 'prod#meta'                     | config-store.store          | 'prod#meta': '#'
					table: ' '                             | config-store.table          | must not be blank
					update-interval: 9ms                   | config-store.update-interval | at least 10ms, and is 9ms
					poll-interval: 5ms                    | config-store.poll-interval | at least 10ms, and is 5ms
					call-timeout: 0s                       | config-store.call-timeout   | at least 1ms
					endpoint: 'localhost:8000'             | config-store.endpoint       | http:// or https://
					table-settings.store-key: _option      | config-store.table-settings.option-key | must not be the same
					table-settings.read-capacity-units: 0  | config-store.table-settings.read-capacity-units | at least 1
					guard.max-loss: much                   | config-store.guard.max-loss | percentage
					guard.max-loss: 101%                   | config-store.guard.max-loss | percentage
					guard.max-loss: 0.5                    | config-store.guard.max-loss | '0.5' has no percent sign: is 50% meant?
					guard.max-loss: 0.125                  | config-store.guard.max-loss | is 12.5% meant?
					guard.max-loss: 50                     | config-store.guard.max-loss | is 50% meant?
					guard.max-loss: 1                      | config-store.guard.max-loss | is 1% or 100% meant?
					store: ${STORE}                        | config-store.store          | cannot be resolved: '${STORE}'
					store: base,${STORE}                   | config-store.store          | cannot be resolved: '${STORE}'
					store: ['base', '${STORE}']            | config-store.store          | cannot be resolved: '${STORE}'
					store: ${A:${STORE}}                   | config-store.store          | cannot be resolved: '${STORE}'
					table: config-${STAGE}                 | config-store.table          | cannot be resolved: '${STAGE}'
					prefix: ${PREFIX}                      | config-store.prefix         | cannot be resolved: '${PREFIX}'
					region: ${REGION}                      | config-store.region         | cannot be resolved: '${REGION}'
					endpoint: http://${HOST}               | config-store.endpoint       | cannot be resolved: '${HOST}'
					poll-interval: ${INTERVAL}             | config-store.poll-interval  | cannot be resolved: '${INTERVAL}'
					snapshot-file: ${DIR}/config           | config-store.snapshot-file  | cannot be resolved: '${DIR}'
					snapshot.key: ${KEY}                   | config-store.snapshot.key   | cannot be resolved: '${KEY}'
					prefix: my app                         | config-store.prefix         | no property can have: 'my app'
					prefix: a..b                           | config-store.prefix         | no property can have: 'a..b'
					prefix: .a                             | config-store.prefix         | no property can have: '.a'
					prefix: .                              | config-store.prefix         | no property can have: '.'
					prefix: a/b                            | config-store.prefix         | no property can have: 'a/b'
					table: my table                        | config-store.table          | names the table 'my table'
					""")
	void endsTheStartWhenASettingCannotBeUsed(String line, String property, String reason) {
		String output = failure(
				new TestApplication(this.directory, this.table).file("application.yml", "---\nconfig-store." + line)
					.through(Door.IMPORT));
		assertThat(output).contains(property, reason);
		if (!line.contains("store-key")) {
			assertThat(output).contains("Origin: ", "application.yml");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "mode: sometimes", "store: 'prod#meta'", "update-interval: 9ms", "store: ${STORE}",
			"prefix: my app", "guard.max-loss: 0.5", "table: my table" })
	void endsTheStartWhenTheOtherDoorFindsIt(String line) {
		assertThat(failure(
				new TestApplication(this.directory, this.table).file("application.yml", "---\nconfig-store." + line)
					.through(Door.BOOTSTRAP)))
			.contains("config-store." + line.substring(0, line.indexOf(':')), "Origin: ", "application.yml");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			config-store:prod;                   | must name a store
			config-store:;prod                   | must name a store
			config-store:prod#history            | 'prod#history': '#'
			config-store:prod?colour=red         | 'colour'
			config-store:prod?table=             | without a value: 'table'
			config-store:prod?region             | without a value: 'region'
			config-store:prod?endpoint=localhost | http:// or https://
			config-store:prod?endpoint=a%20b     | not a URI
			config-store:prod?prefix=%zz         | hexadecimal
			config-store:${STORE}                | cannot be resolved: '${STORE}'
			config-store:prod?prefix=a%20b       | no property can have: 'a b'
			config-store:prod?prefix=a..         | no property can have: 'a..'
			config-store:prod?table=a/b          | names the table 'a/b'
			""")
	void endsTheStartWhenAnImportCannotBeUnderstood(String location, String reason) {
		assertThat(failure(new TestApplication(this.directory, this.table).file("application.yml",
				"spring.config.import: 'optional:" + location + "'")))
			.contains("Property: spring.config.import", reason, "Origin: ", "application.yml");
	}

	@ParameterizedTest
	@ValueSource(strings = { "config-store:", "config-store:?prefix=a" })
	void endsTheStartWhenNoStoreIsNamedAnywhere(String location) {
		assertThat(failure(new TestApplication(this.directory, this.table)
			.file("application.yml", "---\nspring.config.import: '" + location + "'")
			.withoutStore())).contains("Property: spring.config.import", "'config-store.store' is not set", "Origin: ",
					"application.yml");
	}

	@ParameterizedTest
	@ValueSource(strings = "config-store:prod?colour=red")
	void saysThatTheImportStandsOutsideOfFilesWhenItDoes(String location) {
		assertThat(failure(new TestApplication(this.directory, this.table).argument("spring.config.import", location)))
			.contains("'colour'", "Origin: outside of files (command line");
	}

	@ParameterizedTest
	@ValueSource(strings = { "prefix: myApp", "prefix: my_app.", "prefix: my-app.remote", "prefix: 'apps[0]'",
			"guard.max-loss: 33.3 %", "enabled: false\nconfig-store.prefix: ${PREFIX}", "snapshot.key: 'a${b'",
			"prefix: ${PREFIX:remote}" })
	void startsWhenASettingIsOnlyUnusual(String line) {
		new TestApplication(this.directory, this.table).file("application.yml", "config-store." + line)
			.through(Door.IMPORT)
			.run()
			.close();
	}

	@ParameterizedTest
	@EnumSource
	void doesNotCareWhenSomethingElseIsCalledConfigStore(Door door) {
		TestApplication application = new TestApplication(this.directory, this.table)
			.environmentVariable("CONFIG_STORE", "tcp://10.0.0.1:80")
			.through(door);
		application.run().close();
		assertThat(application.requests().operations()).containsExactly("Query");
	}

	private static String failure(TestApplication application) {
		try (OutputLines output = new OutputLines()) {
			assertThatThrownBy(application::run).isInstanceOf(RuntimeException.class);
			assertThat(output.text()).contains(FAILED);
			assertThat(application.requests().count()).isZero();
			assertThat(application.clients().open()).isZero();
			return output.text().substring(output.text().indexOf(FAILED));
		}
	}

}
