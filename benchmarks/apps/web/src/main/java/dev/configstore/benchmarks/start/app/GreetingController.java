package dev.configstore.benchmarks.start.app;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with what was configured.
 */
@RestController
class GreetingController {

	private final DatabaseProperties database;

	private final MailProperties mail;

	private final String greeting;

	GreetingController(DatabaseProperties database, MailProperties mail, @Value("${greeting.text}") String greeting) {
		this.database = database;
		this.mail = mail;
		this.greeting = greeting;
	}

	@GetMapping("/")
	String greeting() {
		return this.greeting + " from " + this.mail.sender() + " by way of " + this.database.getHost();
	}

}
