package dev.configstore.spring.update;

import java.util.List;
import java.util.Set;

/**
 * What an update has done.
 *
 * @param updated the beans in which something was set
 * @param failures the beans that cannot have their new values; they are as before
 * @param news what was found out that was not known before, to be told once
 */
public record UpdateOutcome(Set<String> updated, List<UpdateFailure> failures, List<BeanRemark> news) {

}
