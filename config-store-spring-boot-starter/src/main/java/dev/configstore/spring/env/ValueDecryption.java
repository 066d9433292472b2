package dev.configstore.spring.env;

import dev.configstore.CandidateRefusedException;
import dev.configstore.ConfigProperty;
import dev.configstore.StoreSnapshot;

/**
 * Decrypts values that begin with {@code {cipher}} while a generation is built. Spring
 * Cloud copies decrypted values once, at start, and would never change them again.
 */
@FunctionalInterface
interface ValueDecryption {

	/**
	 * Return the text of a property, decrypted if it is encrypted.
	 * @throws CandidateRefusedException if it cannot be decrypted
	 */
	String decrypt(StoreSnapshot snapshot, ConfigProperty property);

}
