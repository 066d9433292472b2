package dev.configstore.test;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * Credentials that DynamoDB Local accepts (any letters and digits).
 */
final class DummyCredentials {

	private static final String ID = "embedded";

	private static final String SECRET = "embedded";

	private static final Set<String> CREDENTIALS_OF_A_PROFILE = Set.of(ProfileProperty.AWS_ACCESS_KEY_ID,
			ProfileProperty.ROLE_ARN, ProfileProperty.CREDENTIAL_PROCESS, ProfileProperty.SSO_START_URL, "sso_session",
			"login_session");

	private DummyCredentials() {
	}

	static StaticCredentialsProvider provider() {
		return StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET));
	}

	/**
	 * Sets the system properties of the SDK, unless some are named where its default
	 * chain searches. Only checks whether they are named: resolving them could call the
	 * network.
	 */
	static synchronized void setWhereNoneAreNamed() {
		if (!named()) {
			// The chain reads the id first: it must not find it without its secret.
			System.setProperty(SdkSystemSetting.AWS_SECRET_ACCESS_KEY.property(), SECRET);
			System.setProperty(SdkSystemSetting.AWS_ACCESS_KEY_ID.property(), ID);
		}
	}

	private static boolean named() {
		return Stream
			.of(SdkSystemSetting.AWS_ACCESS_KEY_ID, SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE,
					SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI,
					SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)
			.anyMatch((setting) -> setting.getStringValue().isPresent()) || profile().isPresent();
	}

	private static Optional<Profile> profile() {
		return ProfileFile.defaultProfileFile()
			.profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow())
			.filter((profile) -> CREDENTIALS_OF_A_PROFILE.stream()
				.anyMatch((property) -> profile.property(property).isPresent()));
	}

}
