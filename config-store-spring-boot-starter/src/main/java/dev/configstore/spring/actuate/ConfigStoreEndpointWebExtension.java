package dev.configstore.spring.actuate;

import java.util.Set;

import dev.configstore.spring.actuate.EndpointDescriptors.ReloadDescriptor;
import dev.configstore.spring.actuate.EndpointDescriptors.StorePropertiesDescriptor;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The endpoint over HTTP, where the user is known, and the status shows the outcome.
 */
@EndpointWebExtension(endpoint = ConfigStoreEndpoint.class)
public class ConfigStoreEndpointWebExtension {

	private static final int STATUS_CONFLICT = 409;

	private final ConfigStoreEndpoint endpoint;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Create an extension.
	 * @param endpoint the endpoint
	 * @param showValues when values are shown
	 * @param roles the roles that see them, if that depends on the user; every
	 * authenticated user if empty
	 */
	public ConfigStoreEndpointWebExtension(ConfigStoreEndpoint endpoint, Show showValues, Set<String> roles) {
		this.endpoint = endpoint;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Return the properties of a store.
	 * @param security has the user
	 * @param store the store's name
	 * @return the properties, or status 404 if there is no such store
	 */
	@ReadOperation
	public WebEndpointResponse<StorePropertiesDescriptor> store(SecurityContext security, @Selector String store) {
		StorePropertiesDescriptor found = this.endpoint.store(store, this.showValues.isShown(security, this.roles));
		return (found != null) ? new WebEndpointResponse<>(found)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * Read all stores again.
	 * @return the outcome: status 409 if it was rejected, 503 if it failed
	 */
	@WriteOperation
	public WebEndpointResponse<ReloadDescriptor> reload() {
		ReloadDescriptor descriptor = this.endpoint.reload();
		return new WebEndpointResponse<>(descriptor, status(descriptor.outcome()));
	}

	private static int status(String outcome) {
		return switch (outcome) {
			case "rejected" -> STATUS_CONFLICT;
			case "failed" -> WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
			default -> WebEndpointResponse.STATUS_OK;
		};
	}

}
