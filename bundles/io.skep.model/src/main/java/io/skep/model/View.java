package io.skep.model;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The whole cluster at one moment. A view never changes and needs no closing; it may be kept,
 * shared between threads and iterated at leisure. All orders are id orders.
 */
@ProviderType
public interface View {

    /** Index of the last commit in it; 0 when there was none. */
    long index();

    /** The cluster; absent before {@code swarm init}. */
    Optional<Cluster> cluster();

    /** All nodes. */
    Table<Node> nodes();

    /** All services. */
    Table<Service> services();

    /** All tasks. */
    Table<Task> tasks();

    /** All networks. */
    Table<Network> networks();

    /** All secrets. */
    Table<Secret> secrets();

    /** All configs. */
    Table<Config> configs();

    /** The tasks of a service, also of one that is gone. */
    List<Task> tasksOf(ServiceId service);

    /** The tasks bound to a node. */
    List<Task> tasksOn(NodeId node);
}
