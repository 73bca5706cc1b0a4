package io.skep.model;

import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.SecretSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A view that knows what it becomes when changes are applied. Applying is deterministic: equal
 * states and equal changes give equal states on every manager.
 */
public final class State implements View {

    /** Nothing at all. */
    public static final State EMPTY = new State(0, null, Objects.EMPTY, Tree.empty(), Tree.empty());

    private final long index;
    private final @Nullable Cluster cluster;
    private final Objects objects;
    private final Tree<Tree<String>> tasksByService;
    private final Tree<Tree<String>> tasksByNode;

    private State(
            long index,
            @Nullable Cluster cluster,
            Objects objects,
            Tree<Tree<String>> tasksByService,
            Tree<Tree<String>> tasksByNode) {
        this.index = index;
        this.cluster = cluster;
        this.objects = objects;
        this.tasksByService = tasksByService;
        this.tasksByNode = tasksByNode;
    }

    /**
     * This state after a commit.
     *
     * @param changes in order; a later one overrides an earlier one
     * @param stamp the commit; its index becomes the version of every part put
     */
    public State after(List<Change> changes, Stamp stamp) {
        var next = this;
        for (var change : changes) {
            next = next.after(change, stamp);
        }
        return new State(
                stamp.index(), next.cluster, next.objects, next.tasksByService, next.tasksByNode);
    }

    /** This state after one change; the very same one when the change has no effect. */
    public State after(Change change, Stamp stamp) {
        if (change instanceof Change.Put put) {
            return put.kind() == Kind.TASK ? putTask(put, stamp) : putObject(put, stamp);
        }
        return remove(change.kind(), change.id());
    }

    @Override
    public long index() {
        return index;
    }

    @Override
    public Optional<Cluster> cluster() {
        return Optional.ofNullable(cluster);
    }

    @Override
    public Table<Node> nodes() {
        return new Table<>(objects.nodes);
    }

    @Override
    public Table<Service> services() {
        return new Table<>(objects.services);
    }

    @Override
    public Table<Task> tasks() {
        return new Table<>(objects.tasks);
    }

    @Override
    public Table<Network> networks() {
        return new Table<>(objects.networks);
    }

    @Override
    public Table<Secret> secrets() {
        return new Table<>(objects.secrets);
    }

    @Override
    public Table<Config> configs() {
        return new Table<>(objects.configs);
    }

    @Override
    public List<Task> tasksOf(ServiceId service) {
        return found(tasksByService, service.value());
    }

    @Override
    public List<Task> tasksOn(NodeId node) {
        return found(tasksByNode, node.value());
    }

    private List<Task> found(Tree<Tree<String>> indexed, String key) {
        var ids = indexed.get(key).orElse(Tree.empty());
        var tasks = new ArrayList<Task>(ids.size());
        for (var id : ids) {
            objects.tasks.get(id).ifPresent(tasks::add);
        }
        return tasks;
    }

    private State putTask(Change.Put put, Stamp stamp) {
        var before = objects.tasks.get(put.id()).orElse(null);
        if (put.part() == Part.TASK_STATUS) {
            return before == null ? this : withStatus(before, (TaskStatus) put.value(), stamp);
        }
        var plan = shared((TaskPlan) put.value(), before);
        var stored = renewed(before, Task::plan, plan, stamp);
        return before == null
                ? withTask(null, new Task(new TaskId(put.id()), stored, null))
                : withTask(before, new Task(before.id(), stored, before.status()));
    }

    private State withStatus(Task before, TaskStatus status, Stamp stamp) {
        var known = before.status();
        var shared = Sharing.of(status, known == null ? null : known.value());
        return withTask(
                before,
                new Task(before.id(), before.plan(), renewed(before, Task::status, shared, stamp)));
    }

    private TaskPlan shared(TaskPlan plan, @Nullable Task before) {
        if (before != null) {
            var like = before.plan().value();
            return Sharing.of(plan, like, null, nodeOf(plan, like.nodeId()));
        }
        var service = objects.services.get(plan.serviceId().value()).orElse(null);
        return Sharing.of(plan, null, service, nodeOf(plan, null));
    }

    private @Nullable NodeId nodeOf(TaskPlan plan, @Nullable NodeId likely) {
        var node = plan.nodeId();
        return node == null || node.equals(likely)
                ? likely
                : objects.nodes.get(node.value()).map(Node::id).orElse(null);
    }

    private State withTask(@Nullable Task before, Task task) {
        var id = task.id().value();
        var services = tasksByService;
        if (before == null) {
            services = indexed(services, task.plan().value().serviceId().value(), id);
        }
        var nodes = tasksByNode;
        var node = task.plan().value().nodeId();
        if (node != null && (before == null || before.plan().value().nodeId() == null)) {
            nodes = indexed(nodes, node.value(), id);
        }
        return new State(
                index, cluster, objects.withTasks(objects.tasks.put(id, task)), services, nodes);
    }

    private static Tree<Tree<String>> indexed(Tree<Tree<String>> tree, String key, String id) {
        return tree.put(key, tree.get(key).orElse(Tree.<String>empty()).put(id, id));
    }

    private static Tree<Tree<String>> unindexed(Tree<Tree<String>> tree, String key, String id) {
        var rest = tree.get(key).orElse(Tree.<String>empty()).remove(id);
        return rest.size() == 0 ? tree.remove(key) : tree.put(key, rest);
    }

    private State putObject(Change.Put put, Stamp stamp) {
        return switch (put.kind()) {
            case CLUSTER ->
                    new State(index, clusterWith(put, stamp), objects, tasksByService, tasksByNode);
            case NODE -> with(objects.withNodes(objects.nodes.put(put.id(), nodeWith(put, stamp))));
            case SERVICE -> with(putService(put, stamp));
            case NETWORK -> with(putNetwork(put, stamp));
            case SECRET -> with(objects.withSecrets(putSecret(put, stamp)));
            case CONFIG -> with(objects.withConfigs(putConfig(put, stamp)));
            case TASK -> throw new IllegalArgumentException("tasks are put elsewhere");
        };
    }

    private Cluster clusterWith(Change.Put put, Stamp stamp) {
        var before = cluster;
        var id = new ClusterId(put.id());
        if (put.part() == Part.CLUSTER_SPEC) {
            var spec = renewed(before, Cluster::spec, (ClusterSpec) put.value(), stamp);
            return before == null
                    ? new Cluster(id, spec, null, null)
                    : new Cluster(id, spec, before.trust(), before.lock());
        }
        if (before == null) {
            throw new IllegalStateException("cluster " + id + " has no spec yet");
        }
        if (put.part() == Part.CLUSTER_LOCK) {
            var lock = renewed(before, Cluster::lock, (ClusterLock) put.value(), stamp);
            return new Cluster(id, before.spec(), before.trust(), lock);
        }
        var trust = renewed(before, Cluster::trust, (ClusterTrust) put.value(), stamp);
        return new Cluster(id, before.spec(), trust, before.lock());
    }

    private Node nodeWith(Change.Put put, Stamp stamp) {
        var before = objects.nodes.get(put.id()).orElse(null);
        var id = new NodeId(put.id());
        if (put.part() == Part.NODE_SPEC) {
            var spec = renewed(before, Node::spec, (NodeSpec) put.value(), stamp);
            return before == null
                    ? new Node(id, spec, null, null, null)
                    : new Node(id, spec, before.status(), before.grant(), before.identity());
        }
        if (before == null) {
            throw new IllegalStateException("node " + id + " has no spec yet");
        }
        return nodeWith(before, put.value(), stamp);
    }

    private static Node nodeWith(Node before, Record value, Stamp stamp) {
        var status = before.status();
        var grant = before.grant();
        var identity = before.identity();
        if (value instanceof NodeGrant next) {
            grant = renewed(before, Node::grant, next, stamp);
        } else if (value instanceof NodeIdentity next) {
            identity = renewed(before, Node::identity, next, stamp);
        } else {
            status = renewed(before, Node::status, (NodeStatus) value, stamp);
        }
        return new Node(before.id(), before.spec(), status, grant, identity);
    }

    private Objects putService(Change.Put put, Stamp stamp) {
        var before = objects.services.get(put.id()).orElse(null);
        var id = new ServiceId(put.id());
        if (put.part() == Part.SERVICE_SPEC) {
            var wish = renewed(before, Service::wish, (ServiceWish) put.value(), stamp);
            var plan = before == null ? null : before.plan();
            return objects.withServices(
                    objects.services.put(put.id(), new Service(id, wish, plan)));
        }
        if (before == null) {
            return objects; // the service was removed while its plan was under way
        }
        var plan = renewed(before, Service::plan, (ServicePlan) put.value(), stamp);
        return objects.withServices(
                objects.services.put(put.id(), new Service(id, before.wish(), plan)));
    }

    private Objects putNetwork(Change.Put put, Stamp stamp) {
        var before = objects.networks.get(put.id()).orElse(null);
        var id = new NetworkId(put.id());
        if (put.part() != Part.NETWORK_SPEC) {
            // the network may have been removed while its plan was under way
            return before == null ? objects : with(before.with(put.value(), stamp));
        }
        var spec = renewed(before, Network::spec, (NetworkSpec) put.value(), stamp);
        return with(
                before == null
                        ? new Network(id, spec, null, null, null)
                        : new Network(id, spec, before.plan(), before.guests(), before.seats()));
    }

    private Objects with(Network network) {
        return objects.withNetworks(objects.networks.put(network.id().value(), network));
    }

    private Rows<Secret> putSecret(Change.Put put, Stamp stamp) {
        var before = objects.secrets.get(put.id()).orElse(null);
        var spec = renewed(before, Secret::spec, (SecretSpec) put.value(), stamp);
        return objects.secrets.put(put.id(), new Secret(new SecretId(put.id()), spec));
    }

    private Rows<Config> putConfig(Change.Put put, Stamp stamp) {
        var before = objects.configs.get(put.id()).orElse(null);
        var spec = renewed(before, Config::spec, (ConfigSpec) put.value(), stamp);
        return objects.configs.put(put.id(), new Config(new ConfigId(put.id()), spec));
    }

    private static <O, T> Stored<T> renewed(
            @Nullable O owner, Function<O, @Nullable Stored<T>> part, T value, Stamp stamp) {
        var before = owner == null ? null : part.apply(owner);
        return before == null ? Stored.first(value, stamp) : before.next(value, stamp);
    }

    private State remove(Kind kind, String id) {
        return switch (kind) {
            case CLUSTER ->
                    cluster == null || !cluster.id().value().equals(id)
                            ? this
                            : new State(index, null, objects, tasksByService, tasksByNode);
            case NODE -> with(objects.withNodes(objects.nodes.remove(id)));
            case SERVICE -> with(objects.withServices(objects.services.remove(id)));
            case NETWORK -> with(objects.withNetworks(objects.networks.remove(id)));
            case SECRET -> with(objects.withSecrets(objects.secrets.remove(id)));
            case CONFIG -> with(objects.withConfigs(objects.configs.remove(id)));
            case TASK -> objects.tasks.get(id).map(this::withoutTask).orElse(this);
        };
    }

    private State withoutTask(Task task) {
        var id = task.id().value();
        var services = unindexed(tasksByService, task.plan().value().serviceId().value(), id);
        var node = task.plan().value().nodeId();
        var nodes = node == null ? tasksByNode : unindexed(tasksByNode, node.value(), id);
        return new State(
                index, cluster, objects.withTasks(objects.tasks.remove(id)), services, nodes);
    }

    private State with(Objects changed) {
        return changed == objects
                ? this
                : new State(index, cluster, changed, tasksByService, tasksByNode);
    }

    /** The tables. */
    private record Objects(
            Rows<Node> nodes,
            Rows<Service> services,
            Rows<Task> tasks,
            Rows<Network> networks,
            Rows<Secret> secrets,
            Rows<Config> configs) {

        private static final Objects EMPTY =
                new Objects(
                        Rows.indexed(Node::hostname),
                        Rows.indexed(Service::name),
                        Rows.plain(Task::name),
                        Rows.indexed(Network::name),
                        Rows.indexed(Secret::name),
                        Rows.indexed(Config::name));

        private Objects withNodes(Rows<Node> changed) {
            return changed == nodes
                    ? this
                    : new Objects(changed, services, tasks, networks, secrets, configs);
        }

        private Objects withServices(Rows<Service> changed) {
            return changed == services
                    ? this
                    : new Objects(nodes, changed, tasks, networks, secrets, configs);
        }

        private Objects withTasks(Rows<Task> changed) {
            return changed == tasks
                    ? this
                    : new Objects(nodes, services, changed, networks, secrets, configs);
        }

        private Objects withNetworks(Rows<Network> changed) {
            return changed == networks
                    ? this
                    : new Objects(nodes, services, tasks, changed, secrets, configs);
        }

        private Objects withSecrets(Rows<Secret> changed) {
            return changed == secrets
                    ? this
                    : new Objects(nodes, services, tasks, networks, changed, configs);
        }

        private Objects withConfigs(Rows<Config> changed) {
            return changed == configs
                    ? this
                    : new Objects(nodes, services, tasks, networks, secrets, changed);
        }
    }
}
