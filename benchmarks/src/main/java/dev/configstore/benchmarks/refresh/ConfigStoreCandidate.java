package dev.configstore.benchmarks.refresh;

import java.util.concurrent.locks.LockSupport;

import dev.configstore.ConfigStore;
import dev.configstore.Mode;
import dev.configstore.benchmarks.Samples;
import dev.configstore.spring.ConfigStoreClientCustomizer;
import dev.configstore.spring.notify.NotificationThread;
import dev.configstore.spring.runtime.ConfigStoreRuntime;
import dev.configstore.test.EmbeddedTable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ours. The new snapshot is known when the last answer of its read is there, which is a
 * read of the version: everything else was decoded before.
 */
final class ConfigStoreCandidate extends Candidate {

	private final LastAnswer lastAnswer;

	private final ConfigStore writer;

	private ConfigStoreCandidate(ConfigurableApplicationContext context, LastAnswer lastAnswer, ConfigStore writer) {
		super(context);
		this.lastAnswer = lastAnswer;
		this.writer = writer;
	}

	static ConfigStoreCandidate start(EmbeddedTable table, String store, boolean dryRun) {
		LastAnswer lastAnswer = new LastAnswer();
		ConfigStoreClientCustomizer customizer = (client) -> client.overrideConfiguration(client.overrideConfiguration()
			.copy((configuration) -> configuration.addExecutionInterceptor(lastAnswer)));
		ConfigurableApplicationContext context = application()
			.addBootstrapRegistryInitializer(
					(registry) -> registry.register(ConfigStoreClientCustomizer.class, InstanceSupplier.of(customizer)))
			.run("--spring.config.import=config-store:", "--config-store.table=" + table.name(),
					"--config-store.store=" + store, "--config-store.region=" + table.region(),
					"--config-store.endpoint=" + table.endpoint(), "--config-store.poll-interval=1h",
					"--config-store.update-interval=1h", "--config-store.dry-run.enabled=" + dryRun);
		ConfigStore writer = ConfigStore.builder()
			.client(table.client())
			.table(table.name())
			.store(store)
			.mode(Mode.SIMPLE)
			.open();
		return new ConfigStoreCandidate(context, lastAnswer, writer);
	}

	@Override
	void prepare(int revision) {
		this.writer.set(Samples.name(CHANGED), Samples.keys(CHANGED, revision));
	}

	@Override
	long refresh(int revision) {
		context().getBean(ConfigStoreRuntime.class).stores().reload();
		// The refresh scope is renewed by another thread.
		NotificationThread notifications = context().getBean(NotificationThread.class);
		while (!notifications.isIdle()) {
			// A core of its own for waiting would be taken from what is waited for.
			LockSupport.parkNanos(20_000);
		}
		return this.lastAnswer.nanos;
	}

	@Override
	public void close() {
		super.close();
		this.writer.close();
	}

	/**
	 * Remembers when the last answer came.
	 */
	private static final class LastAnswer implements ExecutionInterceptor {

		private volatile long nanos;

		@Override
		public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
			this.nanos = System.nanoTime();
		}

	}

}
