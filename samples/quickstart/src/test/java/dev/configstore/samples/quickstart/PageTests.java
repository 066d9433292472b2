package dev.configstore.samples.quickstart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page, in a real browser.
 */
@EnabledIf(value = "dev.configstore.samples.quickstart.Browser#isPresent",
		disabledReason = "There is no /usr/bin/chromium with /usr/bin/chromedriver (Debian: chromium, chromium-driver)")
class PageTests {

	private static final String SCRIPT = "<script>window.injected = true</script><img src=x onerror='window.injected = true'>";

	private static Browser browser;

	@BeforeAll
	static void startBrowser() {
		browser = Browser.start();
	}

	@AfterAll
	static void closeBrowser() {
		browser.close();
	}

	@Test
	void followsTheTableWithoutBeingLoadedAgain() {
		try (Quickstart quickstart = Quickstart.start()) {
			browser.open(quickstart.url());
			browser.awaitValue("table/prod/db/host", "db-cluster.com");
			browser.awaitValue("table/test/external-port/port", "4000");
			browser.awaitValue("bean/host", "db-cluster.com");
			browser.awaitValue("environment/db.host", "db-cluster.com");
			browser.awaitText("link", "following");
			browser.mark();

			browser.save("db", "host", "db-two.example.org");
			browser.awaitValue("table/prod/db/host", "db-two.example.org");
			browser.awaitValue("bean/host", "db-two.example.org");
			browser.awaitValue("bean/address", "db-two.example.org:27017");
			browser.awaitValue("environment/db.host", "db-two.example.org");
			browser.awaitText("last", "db.host");

			browser.click("Delete option external-port in store prod");
			browser.awaitNoValue("table/prod/external-port/port");
			browser.awaitNoValue("environment/external-port.port");
			browser.click("Delete key host of option db in store prod");
			browser.awaitNoValue("table/prod/db/host");
			browser.awaitValue("bean/host", "");
			browser.awaitNoValue("environment/db.host");

			assertThat(browser.isMarked()).as("not loaded again").isTrue();
			assertThat(browser.errors()).isEmpty();
		}
	}

	@Test
	void showsMarkupAsText() {
		try (Quickstart quickstart = Quickstart.start()) {
			browser.open(quickstart.url());
			browser.awaitValue("bean/host", "db-cluster.com");
			browser.save("db", "host", SCRIPT);
			browser.awaitValue("table/prod/db/host", SCRIPT);
			browser.awaitValue("bean/host", SCRIPT);
			browser.awaitValue("environment/db.host", SCRIPT);
			assertThat(browser.run("return window.injected")).isEqualTo("nothing");
			assertThat(browser.errors()).isEmpty();
		}
	}

	@Test
	void saysWhyAChangeIsRejected() {
		try (Quickstart quickstart = Quickstart.start()) {
			browser.open(quickstart.url());
			browser.awaitValue("bean/port", "27017");
			browser.save("db", "port", "a word");
			browser.awaitText("last", "db.port (NumberFormatException)");
			browser.awaitValue("table/prod/db/port", "a word");
			browser.awaitValue("bean/port", "27017");
			browser.save("db", "port", "5432");
			browser.awaitValue("bean/port", "5432");
			browser.awaitText("last", "last refresh");
		}
	}

	@Test
	void followsInSimpleModeToo() {
		try (Quickstart quickstart = Quickstart.start("--config-store.mode=simple")) {
			browser.open(quickstart.url());
			browser.awaitValue("environment/db.host", "db-cluster.com");
			quickstart.context().getBean(TableEditor.class).setKey("prod", "db", "host", "db-two.example.org");
			browser.awaitValue("table/prod/db/host", "db-two.example.org");
			browser.awaitValue("environment/db.host", "db-two.example.org");
			browser.awaitValue("bean/host", "db-cluster.com");
			browser.run("document.getElementById('refresh-now').click()");
			browser.awaitValue("bean/host", "db-two.example.org");
			assertThat(browser.errors()).isEmpty();
		}
	}

	@Test
	void showsTheOperatorWhatIsLoadedAndWhatItCosts() {
		try (Quickstart quickstart = Quickstart.start()) {
			browser.open(quickstart.url());
			browser.awaitText("health", "UP");
			browser.awaitText("health-detail", "up to date");
			browser.awaitText("age", "s");
			browser.awaitText("last-poll", "ago");
			browser.awaitText("next-poll", "next ");
			browser.awaitText("last-change", "ago");
			browser.awaitValue("loaded/prod/version", "none");
			browser.awaitValue("loaded/prod/options", "3");
			browser.awaitValue("loaded/prod/keys", "4");
			browser.awaitText("costs", "read of everything");
			browser.awaitText("forecast", "in a quiet hour");

			browser.save("db", "host", "db-two.example.org");
			browser.awaitText("refreshes", "changed db.host");
			browser.awaitText("refreshes", "found by a poll");
			browser.awaitValue("loaded/prod/version", "1");
			browser.awaitText("environment", "option 'db', key 'host', version 1");

			browser.press("reload");
			browser.awaitText("reload-outcome", "unchanged");
			assertThat(browser.fits(360)).as("fits a telephone").isTrue();
			assertThat(browser.errors()).isEmpty();
		}
	}

	@Test
	void showsTheOperatorWhatIsRejected() {
		try (Quickstart quickstart = Quickstart.start()) {
			browser.open(quickstart.url());
			browser.awaitText("health-detail", "up to date");
			browser.press("mistake");
			browser.awaitValue("table/prod/db/port", "abc");
			browser.awaitText("rejections", "db.port (NumberFormatException)");
			browser.awaitText("rejections", "The table says this now");
			browser.awaitText("health", "UP");
			browser.awaitText("health-detail", "a newer state is rejected");
			browser.awaitValue("bean/port", "27017");
			assertThat(browser.errors()).isEmpty();

			browser.press("reload");
			browser.awaitText("reload-outcome", "rejected");
			// The browser reports the status 409.
			assertThat(browser.errors()).singleElement().asString().contains("/actuator/configstore", "409");

			browser.press("remedy");
			browser.awaitText("health-detail", "up to date");
			browser.awaitText("rejections", "the table says something else now");
			assertThat(browser.errors()).isEmpty();
		}
	}

}
