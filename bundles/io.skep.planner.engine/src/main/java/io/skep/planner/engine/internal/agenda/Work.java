package io.skep.planner.engine.internal.agenda;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import java.util.SortedSet;

/**
 * What a turn looks at.
 *
 * @param services changed, affected or woken ones
 * @param nodes changed ones
 * @param networks changed ones, also those that are gone
 * @param reschedule whether room may have grown
 */
public record Work(
        SortedSet<ServiceId> services,
        SortedSet<NodeId> nodes,
        SortedSet<NetworkId> networks,
        boolean reschedule) {}
