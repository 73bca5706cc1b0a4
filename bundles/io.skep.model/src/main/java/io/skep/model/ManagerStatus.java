package io.skep.model;

import io.skep.model.spec.Given;

/**
 * A manager's part in consensus.
 *
 * @param leader whether it leads
 * @param reachability {@code reachable}, {@code unreachable} or {@code unknown}
 * @param addr address with port
 */
public record ManagerStatus(boolean leader, String reachability, String addr) {

    /** Copies, orders and fills what is absent. */
    public ManagerStatus {
        reachability = Given.text(reachability);
        addr = Given.text(addr);
    }
}
