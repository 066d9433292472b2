package dev.configstore.spring.simple;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.configstore.ConfigStore;
import dev.configstore.dynamodb.Store;
import dev.configstore.reload.ReloadingStores;
import dev.configstore.spring.env.GenerationFactory;
import dev.configstore.spring.env.LookUpPropertySource;
import dev.configstore.spring.env.ThreadGenerations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever holds a monitor during I/O pins a virtual thread before JDK 24.
 */
class NoMonitorTests {

	@ParameterizedTest
	@ValueSource(classes = { LookUpPropertySource.class, OptionLookUps.class, SimpleStore.class,
			OptionReadCoalescer.class, CircuitBreaker.class, ThreadGenerations.class, GenerationFactory.class,
			ReloadingStores.class, Store.class, ConfigStore.class })
	void noMonitorIsInTheWayOfALookUp(Class<?> type) throws IOException {
		assertThat(monitors(type)).isEmpty();
	}

	private static List<String> monitors(Class<?> type) throws IOException {
		List<String> found = new ArrayList<>();
		try (InputStream bytes = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
			new ClassReader(Objects.requireNonNull(bytes)).accept(new Monitors(found), 0);
		}
		return found;
	}

	private static final class Monitors extends ClassVisitor {

		private final List<String> found;

		Monitors(List<String> found) {
			super(SpringAsmInfo.ASM_VERSION);
			this.found = found;
		}

		@Override
		public MethodVisitor visitMethod(int access, String method, String descriptor, @Nullable String signature,
				String @Nullable [] exceptions) {
			if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
				this.found.add(method);
			}
			return new MethodVisitor(SpringAsmInfo.ASM_VERSION) {
				@Override
				public void visitInsn(int opcode) {
					if (opcode == Opcodes.MONITORENTER) {
						Monitors.this.found.add(method);
					}
				}
			};
		}

	}

}
