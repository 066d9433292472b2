package dev.configstore.spring.startup;

import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.configstore.exception.CandidateRejectedException;
import dev.configstore.exception.ClientSetupException;
import dev.configstore.exception.ConfigStoreException;
import dev.configstore.exception.MalformedItemException;
import dev.configstore.exception.StoreAccessDeniedException;
import dev.configstore.exception.StoreCredentialsException;
import dev.configstore.exception.StoreThrottledException;
import dev.configstore.exception.StoreUnavailableException;
import dev.configstore.exception.TableNotFoundException;
import dev.configstore.exception.TableNotReadyException;
import dev.configstore.exception.TableSchemaException;
import dev.configstore.spring.env.ValueDecryption;
import dev.configstore.spring.runtime.SnapshotFile;
import dev.configstore.spring.text.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/**
 * Explains why the stores could not be read at start, and what to do: one action for each
 * cause. Never shows a value.
 */
final class ConfigStoreFailureAnalyzer extends AbstractFailureAnalyzer<ConfigStoreException> {

	/** As AWS words it: who, what, and on which resource. */
	private static final Pattern DENIED = Pattern.compile(
			"User: (?<who>\\S+) is not authorized to perform: (?<action>\\S+)(?: on resource: (?<resource>\\S+))?");

	/** As the SDK words it, with our place at the end. */
	private static final Pattern PROVIDERS = Pattern.compile(
			"(?<what>.*?): Unable to load credentials from any of the providers.*?]\\) : \\[(?<reasons>.*)] (?<place>\\(table .*\\))",
			Pattern.DOTALL);

	private static final Pattern BETWEEN_PROVIDERS = Pattern.compile(", (?=[A-Z]\\w*Provider\\()");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ConfigStoreException cause) {
		String action = action(cause);
		return (action != null) ? new FailureAnalysis(description(cause), action, cause) : null;
	}

	private static String description(ConfigStoreException cause) {
		String description = String.format("The stores of Config Store could not be read.%n%n    %s", message(cause));
		if (NestedExceptionUtils.getRootCause(cause) instanceof UnknownHostException unknown) {
			description += String.format("%n    Unknown host: %s", unknown.getMessage());
		}
		for (Throwable suppressed : cause.getSuppressed()) {
			if (suppressed instanceof SnapshotFile.RejectedException rejected) {
				description += String.format("%n    %s", rejected.getMessage());
			}
		}
		return description;
	}

	/**
	 * The SDK lists the failures of all its providers in one line.
	 */
	private static String message(ConfigStoreException cause) {
		String message = String.valueOf(cause.getMessage());
		Matcher providers = PROVIDERS.matcher(message);
		if (!(cause instanceof StoreCredentialsException) || !providers.matches()) {
			return message;
		}
		return providers.group("what") + " " + providers.group("place")
				+ BETWEEN_PROVIDERS.splitAsStream(providers.group("reasons"))
					.map((reason) -> String.format("%n      - %s", reason.replaceFirst("^(\\w+)\\([^:]*\\):", "$1:")))
					.collect(Collectors.joining());
	}

	private static @Nullable String action(ConfigStoreException cause) {
		if (cause instanceof StoreAccessDeniedException) {
			return allow(cause);
		}
		if (cause instanceof StoreCredentialsException) {
			return "Give the application valid AWS credentials, and renew those that have expired: a role of the instance, the task or the service account, "
					+ "environment variables, or a profile. Profiles of IAM Identity Center also need the libraries "
					+ "software.amazon.awssdk:sso and software.amazon.awssdk:ssooidc.";
		}
		if (cause instanceof TableNotFoundException) {
			return "Check 'config-store.table', 'config-store.region' and 'config-store.endpoint'; create the table, or "
					+ "set 'config-store.table-settings.create-if-missing=true' and allow dynamodb:CreateTable and "
					+ "dynamodb:DescribeTable.";
		}
		if (cause instanceof TableSchemaException) {
			return "Name the right table with 'config-store.table', or its keys with "
					+ "'config-store.table-settings.store-key' and 'config-store.table-settings.option-key'.";
		}
		if (cause instanceof TableNotReadyException) {
			return "Wait until the table is ACTIVE and start again, or set a longer "
					+ "'config-store.table-settings.creation-timeout'.";
		}
		return (cause.isTransient()) ? wait(cause) : correct(cause);
	}

	private static String allow(ConfigStoreException cause) {
		String store = (cause.store() != null) ? cause.store() : "STORE";
		String reading = "Reading needs dynamodb:Query and dynamodb:GetItem on table '" + cause.table()
				+ "', leading keys '" + store + "' and '" + store + "#meta'.";
		Matcher denied = DENIED.matcher(String.valueOf(cause.getMessage()));
		if (!denied.find()) {
			return "Allow what was denied. " + reading;
		}
		String resource = (denied.group("resource") != null) ? " on " + denied.group("resource") : "";
		return "Allow " + denied.group("action") + resource + " to " + denied.group("who") + ". " + reading;
	}

	private static @Nullable String wait(ConfigStoreException cause) {
		if (cause instanceof StoreThrottledException) {
			return "Raise the read capacity of table '" + cause.table()
					+ "', or make it on-demand; start fewer instances at once, or set a longer "
					+ "'config-store.startup-timeout'.";
		}
		if (cause instanceof StoreUnavailableException) {
			return "Check 'config-store.endpoint' and 'config-store.region', and the network path: DNS, proxy, security "
					+ "group, VPC endpoint. To start without DynamoDB set 'config-store.snapshot-file', or import "
					+ "'optional:config-store:'.";
		}
		return null;
	}

	private static @Nullable String correct(ConfigStoreException cause) {
		String place = (cause.option() != null) ? "option '" + Printable.name(cause.option()) + "'"
				: "the named options";
		if (String.valueOf(cause.getMessage()).contains(ValueDecryption.NO_KEY)) {
			return "Set 'encrypt.key' or 'encrypt.key-store.*' where the import can see it, or "
					+ "'encrypt.fail-on-error=false' to read encrypted values as empty.";
		}
		if (cause instanceof CandidateRejectedException) {
			return "Correct " + place + " of store '" + cause.store() + "' in table '" + cause.table() + "'.";
		}
		if (cause instanceof MalformedItemException) {
			return "Correct or delete " + place + " of store '" + cause.store() + "' in table '" + cause.table() + "'.";
		}
		if (cause instanceof ClientSetupException) {
			return "Set 'config-store.region', and check 'config-store.endpoint'.";
		}
		return null;
	}

}
