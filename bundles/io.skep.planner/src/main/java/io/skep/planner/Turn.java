package io.skep.planner;

import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.NetworkSeats;
import io.skep.model.NodeId;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.View;
import java.time.Instant;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ProviderType;

/** One turn of the belt: what changed, and a draft that shows what the stages before decided. */
@ProviderType
public interface Turn {

    /** The state with the draft laid over it. */
    View view();

    /** The moment of this turn, the same for all stages. */
    Instant now();

    /**
     * Services to look at: those whose spec, plan or tasks changed since the last turn, whose time
     * has come ({@link #wakeAt}), or that are affected by a changed node. All of them in a leader's
     * first turn. Includes ids of services that are gone while they have tasks.
     */
    SortedSet<ServiceId> services();

    /** Nodes that changed since the last turn; all of them in a leader's first turn. */
    SortedSet<NodeId> nodes();

    /**
     * Networks that changed since the last turn, also those that are gone; all of them in a
     * leader's first turn.
     */
    SortedSet<NetworkId> networks();

    /**
     * Whether any node's room may have grown or any task may newly need one: the scheduler's cue.
     */
    boolean reschedule();

    /** An id for a new task. */
    TaskId newTask();

    /** Puts a task's plan. */
    void put(TaskId task, TaskPlan plan);

    /** Removes a task. */
    void remove(TaskId task);

    /** Puts a service's plan; without effect when the service is gone. */
    void put(Service service, ServicePlan plan);

    /** Puts a network's plan; without effect when the network is gone. */
    void put(NetworkId network, NetworkPlan plan);

    /** Puts a network's seats; without effect when the network is gone. */
    void put(NetworkId network, NetworkSeats seats);

    /** Looks at a service again at that moment, or soon after. */
    void wakeAt(Instant moment, ServiceId service);

    /** Looks at a service again in the next turn. */
    void again(ServiceId service);
}
