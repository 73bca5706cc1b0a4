package io.skep.itests.world;

import io.skep.allocator.internal.AllocateStage;
import io.skep.control.Remedy;
import io.skep.itests.planning.Bench;
import io.skep.model.Change;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.Plugin;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.Driver;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.Mount;
import io.skep.model.spec.NamedResource;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Placement;
import io.skep.model.spec.Platform;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.VolumeOptions;
import io.skep.orchestrator.internal.OrchestrateStage;
import io.skep.orchestrator.internal.ReapStage;
import io.skep.store.Store;
import io.skep.updater.internal.UpdateStage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A cluster on paper, planned by the real stages, in which a task of service {@code web} waits. */
final class Misfit {

    /** What goes wrong. */
    enum Trouble {
        RESOURCES,
        CROWD,
        GENERIC,
        CONSTRAINTS,
        PLATFORM,
        PLUGIN,
        HOST_PORTS,
        MAX_REPLICAS,
        AVAILABILITY
    }

    private static final long CPU = 1_000_000_000L;
    private static final long MIB = 1L << 20;
    private static final int PORT = 8080;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Random chance;
    private final List<Trouble> troubles;
    private final Stages stages = new Stages(nobody());
    private final Bench bench =
            new Bench(
                    new OrchestrateStage(),
                    new UpdateStage(),
                    new AllocateStage(),
                    stages.scheduler,
                    new ReapStage());
    private final int nodes;
    private final ServiceId web;
    private final long before;

    /** The situation of a seed. */
    Misfit(long seed, List<Trouble> troubles) {
        this.chance = new Random(seed);
        this.troubles = troubles;
        this.nodes = 3 + chance.nextInt(4);
        for (int i = 1; i <= nodes; i++) {
            node("n" + i, i == 1);
        }
        bench.run();
        crowd();
        web = bench.users().create(web());
        bench.runFor(LONG);
        before = running();
    }

    /** The task that waits for a node, if there is one. */
    Optional<Task> waiting() {
        return bench.live(web).stream()
                .filter(task -> task.state() == TaskState.PENDING)
                .findFirst();
    }

    /** What is said of it. */
    List<Remedy> remedies() {
        return stages.scheduler.remedies(bench.state(), waiting().orElseThrow());
    }

    /** Somebody does these things, and time goes by. */
    void apply(List<String> changes) {
        var operator = new Operator(bench, web);
        changes.forEach(operator::does);
        bench.runFor(LONG);
    }

    /** Whether one more task of the service runs than in the beginning. */
    boolean runs() {
        return running() > before;
    }

    private long running() {
        return bench.live(web).stream().filter(task -> task.state() == TaskState.RUNNING).count();
    }

    private boolean has(Trouble trouble) {
        return troubles.contains(trouble);
    }

    private void node(String name, boolean manages) {
        var id = new NodeId(name);
        var labels = Map.of("zone", pick("east", "west"), "disk", pick("ssd", "hdd"));
        var shut = has(Trouble.AVAILABILITY);
        bench.commit(
                Change.put(
                        Part.NODE_SPEC,
                        id,
                        new NodeSpec(
                                "",
                                labels,
                                manages ? NodeRole.MANAGER : NodeRole.WORKER,
                                shut && chance.nextInt(3) > 0
                                        ? pick(Availability.DRAIN, Availability.PAUSE)
                                        : Availability.ACTIVE)));
        var state =
                shut
                                && bench.state()
                                                .nodes()
                                                .get(id)
                                                .orElseThrow()
                                                .spec()
                                                .value()
                                                .availability()
                                        == Availability.ACTIVE
                        ? NodeState.DOWN
                        : NodeState.READY;
        var facts =
                new NodeDescription(
                        name,
                        new Platform(pick("x86_64", "aarch64"), "linux"),
                        resources(),
                        "27.0",
                        Map.of(),
                        List.of(new Plugin("Volume", "local"), new Plugin("Log", "json-file")),
                        List.of());
        bench.commit(Change.put(Part.NODE_STATUS, id, ready(facts, state)));
    }

    private Resources resources() {
        var generic = new ArrayList<GenericResource>();
        if (chance.nextBoolean()) {
            generic.add(count("gpu", 1 + chance.nextInt(2)));
        } else {
            generic.add(new GenericResource(new NamedResource("gpu", "a"), null));
            generic.add(new GenericResource(new NamedResource("gpu", "b"), null));
        }
        return new Resources(
                (2 + chance.nextInt(3)) * CPU, (2048 + 512 * chance.nextInt(5)) * MIB, generic);
    }

    /** Others that were there before and take what there is. */
    private void crowd() {
        if (has(Trouble.HOST_PORTS)) {
            IntStream.rangeClosed(1, nodes).forEach(this::taker);
        }
        if (has(Trouble.CROWD)) {
            var share = new Resources(CPU / 2, 256 * MIB, List.of());
            IntStream.range(0, nodes * 6)
                    .forEach(i -> others("other" + i, replicated(1, other(share)), 0));
        }
        if (has(Trouble.GENERIC)) {
            var one = new Resources(0, 0, List.of(count("gpu", 1)));
            IntStream.range(0, nodes)
                    .forEach(i -> others("miner" + i, replicated(1, other(one)), 0));
        }
        bench.run();
    }

    private void taker(int node) {
        var there = List.of("node.hostname==n" + node);
        var placement = new Placement(there, List.of(), 0, List.of());
        var task = bare(ContainerSpec.of("image"), Resources.NONE, placement, null);
        others("taker" + node, replicated(1, task), PORT);
    }

    /** Others, as far as there is room: who waits would take what comes free. */
    private void others(String name, ServiceSpec spec, int port) {
        var id = bench.users().create(published(spec.withName(name), port));
        bench.run();
        if (bench.live(id).stream().anyMatch(task -> task.state() == TaskState.PENDING)) {
            bench.users().remove(id);
            bench.run();
        }
    }

    private ServiceSpec web() {
        var generic = new ArrayList<GenericResource>();
        long cpus = 0;
        long memory = 0;
        if (has(Trouble.RESOURCES)) {
            int which = chance.nextInt(3);
            cpus = which == 1 ? 0 : (5 + chance.nextInt(3)) * CPU;
            memory = which == 0 ? 0 : 5000 * MIB + 17;
        }
        if (has(Trouble.CROWD)) {
            cpus = 2 * CPU;
            memory = (chance.nextInt(2)) * 1024 * MIB;
        }
        if (has(Trouble.GENERIC)) {
            generic.add(count("gpu", 2 + chance.nextInt(2)));
        }
        var placement =
                new Placement(
                        constraints(),
                        List.of(),
                        has(Trouble.MAX_REPLICAS) ? 1 : 0,
                        has(Trouble.PLATFORM)
                                ? List.of(new Platform(pick("riscv64", "s390x"), "linux"))
                                : List.of());
        var task = task(new Resources(cpus, memory, generic), placement);
        long replicas = has(Trouble.MAX_REPLICAS) ? nodes + 1 : 1;
        return published(replicated(replicas, task), has(Trouble.HOST_PORTS) ? PORT : 0);
    }

    private List<String> constraints() {
        if (!has(Trouble.CONSTRAINTS)) {
            return List.of();
        }
        var constraints = new ArrayList<String>();
        constraints.add(
                pick(
                        "node.labels.zone == north",
                        "node.labels.rack==7",
                        "node.hostname==n99",
                        "node.platform.os==plan9",
                        "node.ip==10.9.0.0/16",
                        "node.colour==red",
                        "node.labels.tier==a b"));
        if (chance.nextBoolean()) {
            constraints.add(
                    pick("node.labels.disk!=ssd", "node.role==manager", "node.role!=manager"));
        }
        if (chance.nextInt(3) == 0) {
            constraints.add(
                    pick("node.labels.zone==north", "node.labels.zone==west", "node.id!=n1"));
        }
        return constraints;
    }

    /** A task of {@code web}. */
    private TaskSpec task(Resources reserved, Placement placement) {
        boolean volume = has(Trouble.PLUGIN) && chance.nextBoolean();
        boolean log = has(Trouble.PLUGIN) && (!volume || chance.nextBoolean());
        return bare(
                volume ? mounting("rexray") : ContainerSpec.of("image"),
                reserved,
                placement,
                log ? new LogDriver("splunk", Map.of()) : null);
    }

    private static TaskSpec other(Resources reserved) {
        return bare(ContainerSpec.of("image"), reserved, Placement.ANYWHERE, null);
    }

    private static TaskSpec bare(
            ContainerSpec container,
            Resources reserved,
            Placement placement,
            @Nullable LogDriver log) {
        var resources = new ResourceRequirements(null, reserved);
        return new TaskSpec(container, resources, null, placement, List.of(), log, 0, "");
    }

    private static ContainerSpec mounting(String driver) {
        var of = ContainerSpec.of("image");
        var options = new VolumeOptions(false, Map.of(), new Driver(driver, Map.of()), "");
        var mount = new Mount("volume", "v", "/v", false, "", null, options, null);
        return new ContainerSpec(
                of.image(),
                of.labels(),
                of.command(),
                of.args(),
                "",
                of.env(),
                "",
                "",
                of.groups(),
                null,
                null,
                "",
                false,
                false,
                false,
                List.of(mount),
                null,
                null,
                of.hosts(),
                null,
                of.secrets(),
                of.configs(),
                "",
                of.sysctls(),
                of.capabilityAdd(),
                of.capabilityDrop(),
                of.ulimits(),
                0);
    }

    private static ServiceSpec replicated(long replicas, TaskSpec task) {
        return new ServiceSpec(
                "web",
                Map.of(),
                task,
                ServiceMode.replicated(replicas),
                null,
                null,
                List.of(),
                null);
    }

    private static ServiceSpec published(ServiceSpec spec, int port) {
        if (port == 0) {
            return spec;
        }
        var ports = List.of(new PortConfig("", "tcp", 80, port, "host"));
        return new ServiceSpec(
                spec.name(),
                spec.labels(),
                spec.taskTemplate(),
                spec.mode(),
                null,
                null,
                List.of(),
                new EndpointSpec("vip", ports));
    }

    private static GenericResource count(String kind, long count) {
        return new GenericResource(null, new DiscreteResource(kind, count));
    }

    @SafeVarargs
    private <T> T pick(T... all) {
        return all[chance.nextInt(all.length)];
    }

    /** A node that has other resources and plugins. */
    static NodeDescription described(
            NodeDescription facts, Resources resources, List<Plugin> plugins) {
        return new NodeDescription(
                facts.hostname(),
                facts.platform(),
                resources,
                facts.engineVersion(),
                facts.engineLabels(),
                plugins,
                List.of());
    }

    /** What is heard of a node. */
    static NodeStatus ready(NodeDescription facts, NodeState state) {
        return new NodeStatus(state, "", "10.0.0.1", facts, null);
    }

    /** The scheduler's rows of plugs look at a store; nobody asks for them here. */
    private static Store nobody() {
        return (Store)
                Proxy.newProxyInstance(
                        Store.class.getClassLoader(),
                        new Class<?>[] {Store.class},
                        (proxy, method, given) -> {
                            throw new AssertionError(method.getName());
                        });
    }
}
