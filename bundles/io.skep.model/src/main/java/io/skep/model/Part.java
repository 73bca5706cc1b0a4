package io.skep.model;

import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.SecretSpec;
import java.util.List;

/**
 * A part of a stored object, with its only writer. Objects are split by writer so that two writers
 * never conflict; each part has its own version.
 *
 * @param name how the part is called in logs, entries and snapshots; never changes
 * @param kind the object it belongs to
 * @param writer the only one who may put it
 * @param type the class of its values
 * @param <T> the type of its values
 */
public record Part<T extends Record>(String name, Kind kind, Writer writer, Class<T> type) {

    /** Cluster-wide policies and wanted plugs. */
    public static final Part<ClusterSpec> CLUSTER_SPEC =
            new Part<>("cluster.spec", Kind.CLUSTER, Writer.CONTROL, ClusterSpec.class);

    /** Trust anchors and join tokens. */
    public static final Part<ClusterTrust> CLUSTER_TRUST =
            new Part<>("cluster.trust", Kind.CLUSTER, Writer.CA, ClusterTrust.class);

    /** With what managers lock their disks. */
    public static final Part<ClusterLock> CLUSTER_LOCK =
            new Part<>("cluster.lock", Kind.CLUSTER, Writer.CONTROL, ClusterLock.class);

    /** A node's wanted role, availability and labels. */
    public static final Part<NodeSpec> NODE_SPEC =
            new Part<>("node.spec", Kind.NODE, Writer.CONTROL, NodeSpec.class);

    /** A node's reported facts and reachability. */
    public static final Part<NodeStatus> NODE_STATUS =
            new Part<>("node.status", Kind.NODE, Writer.DISPATCHER, NodeStatus.class);

    /** A node's role, as far as the quorum has followed. */
    public static final Part<NodeGrant> NODE_GRANT =
            new Part<>("node.grant", Kind.NODE, Writer.ROLES, NodeGrant.class);

    /** A node's certificate. */
    public static final Part<NodeIdentity> NODE_IDENTITY =
            new Part<>("node.identity", Kind.NODE, Writer.CA, NodeIdentity.class);

    /** What the user wants of a service, with the wish before. */
    public static final Part<ServiceWish> SERVICE_SPEC =
            new Part<>("service.spec", Kind.SERVICE, Writer.CONTROL, ServiceWish.class);

    /** What the planner made of a service: endpoint, update progress. */
    public static final Part<ServicePlan> SERVICE_PLAN =
            new Part<>("service.plan", Kind.SERVICE, Writer.PLANNER, ServicePlan.class);

    /** What a task is to do, and where. */
    public static final Part<TaskPlan> TASK_PLAN =
            new Part<>("task.plan", Kind.TASK, Writer.PLANNER, TaskPlan.class);

    /** What a task's node observed of it. */
    public static final Part<TaskStatus> TASK_STATUS =
            new Part<>("task.status", Kind.TASK, Writer.DISPATCHER, TaskStatus.class);

    /** A network as wanted. */
    public static final Part<NetworkSpec> NETWORK_SPEC =
            new Part<>("network.spec", Kind.NETWORK, Writer.CONTROL, NetworkSpec.class);

    /** A network's addresses. */
    public static final Part<NetworkPlan> NETWORK_PLAN =
            new Part<>("network.plan", Kind.NETWORK, Writer.PLANNER, NetworkPlan.class);

    /** The containers in a network that are no tasks. */
    public static final Part<NetworkGuests> NETWORK_GUESTS =
            new Part<>("network.guests", Kind.NETWORK, Writer.CONTROL, NetworkGuests.class);

    /** The addresses of these containers. */
    public static final Part<NetworkSeats> NETWORK_SEATS =
            new Part<>("network.seats", Kind.NETWORK, Writer.PLANNER, NetworkSeats.class);

    /** A secret with its data. */
    public static final Part<SecretSpec> SECRET_SPEC =
            new Part<>("secret.spec", Kind.SECRET, Writer.CONTROL, SecretSpec.class);

    /** A config with its data. */
    public static final Part<ConfigSpec> CONFIG_SPEC =
            new Part<>("config.spec", Kind.CONFIG, Writer.CONTROL, ConfigSpec.class);

    /** Every part there is. */
    public static final List<Part<?>> ALL =
            List.of(
                    CLUSTER_SPEC,
                    CLUSTER_TRUST,
                    CLUSTER_LOCK,
                    NODE_SPEC,
                    NODE_STATUS,
                    NODE_GRANT,
                    NODE_IDENTITY,
                    SERVICE_SPEC,
                    SERVICE_PLAN,
                    TASK_PLAN,
                    TASK_STATUS,
                    NETWORK_SPEC,
                    NETWORK_PLAN,
                    NETWORK_GUESTS,
                    NETWORK_SEATS,
                    SECRET_SPEC,
                    CONFIG_SPEC);

    /**
     * The part of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Part<?> named(String name) {
        return ALL.stream()
                .filter(part -> part.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such part: " + name));
    }
}
