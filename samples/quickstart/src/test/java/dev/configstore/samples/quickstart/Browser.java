package dev.configstore.samples.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.util.FileSystemUtils;

/**
 * Debian's Chromium without a window. Nothing is downloaded: both programs are named.
 */
final class Browser implements AutoCloseable {

	private static final File CHROMIUM = new File("/usr/bin/chromium");

	private static final File CHROMEDRIVER = new File("/usr/bin/chromedriver");

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final Path profile;

	private final ChromeDriver driver;

	private Browser(Path profile, ChromeDriver driver) {
		this.profile = profile;
		this.driver = driver;
	}

	static boolean isPresent() {
		return CHROMIUM.canExecute() && CHROMEDRIVER.canExecute();
	}

	static Browser start() {
		try {
			Path profile = Files.createTempDirectory("quickstart-browser");
			ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(CHROMEDRIVER)
				.usingAnyFreePort()
				.build();
			return new Browser(profile, new ChromeDriver(service, options(profile)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ChromeOptions options(Path profile) {
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(CHROMIUM);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server",
				"--window-size=1280,1000", "--user-data-dir=" + profile);
		options.setCapability("goog:loggingPrefs", logging);
		return options;
	}

	void open(String url) {
		this.driver.get("about:blank");
		// What the page of another test has logged, whose application has ended since.
		errors();
		this.driver.get(url);
	}

	/**
	 * Wait until a value of the page reads as expected.
	 * @param place the value's {@code data-place}
	 */
	void awaitValue(String place, String expected) {
		new WebDriverWait(this.driver, PATIENCE).ignoring(StaleElementReferenceException.class)
			.withMessage(() -> "'" + place + "' should read '" + expected + "'; the page: "
					+ this.driver.findElement(By.tagName("main")).getText())
			.until((driver) -> values(place).stream().map(WebElement::getText).toList().equals(List.of(expected)));
	}

	void awaitNoValue(String place) {
		new WebDriverWait(this.driver, PATIENCE).until((driver) -> values(place).isEmpty());
	}

	void awaitText(String id, String expected) {
		new WebDriverWait(this.driver, PATIENCE)
			.withMessage(() -> "'" + id + "' should contain '" + expected + "', and reads '"
					+ this.driver.findElement(By.id(id)).getText() + "'")
			.until((driver) -> driver.findElement(By.id(id)).getText().contains(expected));
	}

	private List<WebElement> values(String place) {
		return this.driver.findElements(By.cssSelector("[data-place='" + place + "']"));
	}

	/** Fill in the form and send it. */
	void save(String option, String key, String value) {
		type("option", option);
		type("key", key);
		type("value", value);
		this.driver.findElement(By.cssSelector("#change button")).click();
	}

	private void type(String id, String text) {
		WebElement field = this.driver.findElement(By.id(id));
		field.clear();
		field.sendKeys(text);
	}

	void click(String label) {
		this.driver.findElement(By.cssSelector("button[aria-label='" + label + "']")).click();
	}

	void press(String id) {
		this.driver.findElement(By.id(id)).click();
	}

	/** Whether nothing has to be scrolled sideways on a screen of some pixels. */
	boolean fits(int width) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", true));
		try {
			return run("return document.documentElement.scrollWidth").equals((long) width);
		}
		finally {
			this.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
		}
	}

	/** Something that only a new load of the page would take away. */
	void mark() {
		this.driver.executeScript("window.marked = true");
	}

	boolean isMarked() {
		return Boolean.TRUE.equals(this.driver.executeScript("return window.marked"));
	}

	Object run(String script) {
		Object result = this.driver.executeScript(script);
		return (result != null) ? result : "nothing";
	}

	List<String> errors() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
		try {
			FileSystemUtils.deleteRecursively(this.profile);
		}
		catch (IOException ex) {
			// The browser's last files; the next start of the machine takes them.
		}
	}

}
