package dev.configstore.spring.dryrun;

import java.util.List;
import java.util.Set;

import com.ulisesbocchio.jasyptspringboot.annotation.EnableEncryptableProperties;
import dev.configstore.spring.support.Wrapping;
import org.jasypt.encryption.StringEncryptor;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The matrix of the starter's tests behind both doors, with property sources that
 * jasypt-spring-boot, the real one, has wrapped.
 */
class JasyptMatrixTests extends VerdictMatrix {

	private static final List<String> OTHERS = List.of("--spring.cloud.nacos.config.import-check.enabled=false",
			"--spring.cloud.nacos.config.enabled=false", "--jasypt.encryptor.property.prefix=R(",
			"--jasypt.encryptor.property.suffix=)");

	/** The starter's own tests run more. */
	JasyptMatrixTests() {
		super(Integer.getInteger("test.cells", 30) / 2, Set.of());
	}

	@Override
	List<MatrixApplication> running() {
		return List.of(MatrixApplication.IMPORT.reading(MatrixApplication.SEALED_STORE, Decrypting.class, OTHERS),
				MatrixApplication.BOOTSTRAP.reading(MatrixApplication.SEALED_STORE, Decrypting.class, OTHERS));
	}

	@Override
	MatrixApplication fresh() {
		return MatrixApplication.IMPORT.reading(MatrixApplication.PLAIN_STORE, MatrixApplication.Common.class, OTHERS);
	}

	/** Decrypts as fast as can be. */
	@Configuration(proxyBeanMethods = false)
	@EnableEncryptableProperties
	static class Decrypting {

		@Bean
		static StringEncryptor jasyptStringEncryptor() {
			return new StringEncryptor() {

				@Override
				public String encrypt(String message) {
					return Wrapping.encrypted(message);
				}

				@Override
				public String decrypt(String encrypted) {
					return new StringBuilder(encrypted).reverse().toString();
				}

			};
		}

	}

}
