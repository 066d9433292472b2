package dev.configstore.samples.quickstart;

import dev.configstore.ConfigStore;
import dev.configstore.spring.Refreshable;
import dev.configstore.test.EmbeddedConfigStore;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a slice of an application of yours reads the store.
 */
@WebMvcTest(SliceTests.Address.class)
@Import(SliceTests.Address.class)
@EmbeddedConfigStore(store = "prod", data = "classpath:example-table.yml")
class SliceTests {

	@Test
	void readsTheStore(@Autowired MockMvcTester mvc) {
		assertThat(mvc.get().uri("/address")).hasBodyTextEqualTo("db-cluster.com");
	}

	/** Bound to what the store had, and not followed. */
	@Test
	void hasRefreshables(@Autowired Address address) {
		assertThat(address.database.get().getHost()).isEqualTo("db-cluster.com");
	}

	@Test
	void hasNoBeansOfConfigStore(@Autowired ObjectProvider<ConfigStore> stores) {
		assertThat(stores.stream()).isEmpty();
	}

	@RestController
	static class Address {

		private final String host;

		private final Refreshable<DatabaseProperties> database;

		Address(@Value("${db.host}") String host, Refreshable<DatabaseProperties> database) {
			this.host = host;
			this.database = database;
		}

		@GetMapping("/address")
		String address() {
			return this.host;
		}

	}

}
