package dev.configstore.benchmarks.start.app;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bound by its constructor.
 *
 * @param sender who sends mail
 * @param timeout how long sending may take
 */
@ConfigurationProperties("mail")
public record MailProperties(@DefaultValue("") String sender, @DefaultValue("10s") Duration timeout) {

}
