package dev.configstore.spring.autoconfigure;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the endpoint {@code configstore}.
 *
 * @param showValues When to show unsanitized values.
 * @param roles Roles used to determine whether a user is authorized to be shown
 * unsanitized values. When empty, all authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.configstore")
record ConfigStoreEndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {

}
