package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.control.Command;
import io.skep.control.LocalNode;
import io.skep.control.Membership;
import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.itests.sim.SimKernel;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.ContainerStatus;
import io.skep.model.Id;
import io.skep.model.ManagerStatus;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.ServicePlan;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskDefaults;
import io.skep.telemetry.internal.PostDuty;
import io.skep.telemetry.internal.TelemetryRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The room on a simulated node with a store in memory. */
public final class Bench implements Membership {

    public final SimKernel kernel;
    public final MemoryStore store;
    public final MemoryTransport transport;
    public final ControlRoom room;
    public final MemoryKeys keys;
    public final MemoryQuorum quorum = new MemoryQuorum();
    private final DutyContext context;
    private final Site site = new Site();
    private final PostDuty post = new PostDuty();
    private final TelemetryRoom telemetry;
    public LocalNode local = new LocalNode("inactive", "", "", "", 0, false, "here", "");
    public boolean founds = true;
    public Optional<String> obstacle = Optional.empty();
    public int asked;
    public String advertised = "";
    public String listens = "";
    public String dataPath = "";

    public Bench(Path directory) {
        this(directory, new SimKernel(1), "here");
    }

    private Bench(Path directory, SimKernel kernel, String name) {
        this.kernel = kernel;
        var seams = kernel.node(name);
        store = new MemoryStore(seams.time());
        transport = new MemoryTransport(name);
        keys = new MemoryKeys(store);
        context =
                new DutyContext(
                        new NodeId("nobody"),
                        new ClusterId("0"),
                        seams,
                        directory,
                        Map.of("advertise", "192.0.2.7"));
        var realm = new Realm(store, quorum, transport);
        telemetry = new TelemetryRoom(store, quorum, transport, post);
        room = new ControlRoom(this, realm, new Keys(keys, keys), site, telemetry);
        site.start(context);
        post.start(context);
    }

    /** A bench whose node is the only manager of a cluster. */
    public static Bench founded(Path directory) {
        var bench = new Bench(directory);
        bench.init();
        return bench;
    }

    /** A second manager of the same cluster, which follows this one. */
    public Bench follower(String name) {
        var other = new Bench(context.directory(), kernel, name);
        other.local = inState("active", local.clusterId(), name, true);
        other.store.follow(store);
        other.store.read();
        other.knows(this);
        knows(other);
        other.quorum.leader = Optional.of(transport.self());
        other.start();
        return other;
    }

    /** From now on they reach each other. */
    public void knows(Bench other) {
        transport.managers.put(other.transport.self(), other.transport);
    }

    public Receipt init() {
        return ok(
                new Command.InitCluster(
                        "", "", Availability.ACTIVE, ClusterSpec.defaults(), false));
    }

    /** The duty begins, as after a restart of the node. */
    public void start() {
        await(begin());
    }

    @Override
    public LocalNode local() {
        return local;
    }

    @Override
    public CompletionStage<Void> found(ClusterId cluster, NodeId node, Reach reach) {
        asked++;
        if (!founds) {
            return CompletableFuture.failedFuture(
                    new Refusal(Refusal.Code.UNAVAILABLE, "a test wants it"));
        }
        local = inState("active", cluster.value(), node.value(), true);
        dataPath = reach.dataPath();
        listens = reach.listen();
        advertised = reach.advertise();
        return begin();
    }

    @Override
    public Optional<String> obstacle(String listenAddr) {
        return obstacle.map(why -> why + " at " + listenAddr);
    }

    private CompletionStage<Void> begin() {
        return telemetry.start(context).thenCompose(started -> room.start(context));
    }

    public static LocalNode inState(String state, String cluster, String node, boolean manager) {
        return new LocalNode(state, node, cluster, "192.0.2.7", 2377, manager, "here", "");
    }

    @Override
    public CompletionStage<Void> join(ClusterId cluster, NodeId node, Reach reach) {
        asked++;
        local = inState("active", cluster.value(), node.value(), false);
        dataPath = reach.dataPath();
        listens = reach.listen();
        advertised = reach.advertise();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> leave() {
        local = new LocalNode("inactive", "", "", "", 0, false, "here", "");
        return room.stop(Duration.ZERO).thenCompose(stopped -> telemetry.stop(Duration.ZERO));
    }

    /** The receipt of a command that is carried out. */
    public Receipt ok(Command command) {
        return await(room.submit(command));
    }

    /** The refusal of a command that is not. */
    public Refusal refused(Command command) {
        return refusal(room.submit(command));
    }

    public Refusal refusal(CompletionStage<?> stage) {
        var failed = assertThrows(CompletionException.class, () -> await(stage));
        return (Refusal) failed.getCause();
    }

    public <T> T await(CompletionStage<T> stage) {
        var done = stage.toCompletableFuture();
        kernel.runUntil(done::isDone, Duration.ofMinutes(1));
        return done.join();
    }

    public View view() {
        return store.view();
    }

    public String create(ServiceSpec spec) {
        return ok(new Command.CreateService(spec, Payload.EMPTY)).id();
    }

    public Service service(String id) {
        return view().services().get(id).orElseThrow();
    }

    public Receipt update(String id, ServiceSpec spec) {
        return ok(updating(id, spec, ""));
    }

    public Command.UpdateService updating(String id, ServiceSpec spec, String rollback) {
        var version = service(id).wish().version();
        return new Command.UpdateService(id, version, spec, Payload.EMPTY, "", rollback);
    }

    public <T extends Record> void put(Writer writer, Part<T> part, Id id, T value) {
        await(
                store.update(
                        writer,
                        draft -> {
                            draft.put(part, id, value);
                            return true;
                        }));
    }

    /** Says what is known of a node. */
    public void report(String node, NodeState state, ManagerStatus manager) {
        var facts =
                new NodeDescription(
                        "host-" + node,
                        new Platform("x86_64", "linux"),
                        Resources.NONE,
                        "",
                        Map.of(),
                        List.of(),
                        List.of());
        var status = new NodeStatus(state, "", "192.0.2.7", facts, manager);
        put(Writer.DISPATCHER, Part.NODE_STATUS, new NodeId(node), status);
    }

    /** The planner says something of a service. */
    public void plan(String service, ServicePlan plan) {
        put(Writer.PLANNER, Part.SERVICE_PLAN, new ServiceId(service), plan);
    }

    public String networkNamed(String name) {
        return view().networks().named(name).get(0).id().value();
    }

    /** A task of a service on a node; in state RUNNING or later it has a container. */
    public String task(String service, String node, TaskState state) {
        var id = new TaskId(kernel.node("tasks").entropy().id());
        var plan =
                TaskPlan.created(
                        service(service), 1, new NodeId(node), new TaskDefaults(null), now());
        put(Writer.PLANNER, Part.TASK_PLAN, id, plan);
        observed(id, state);
        return id.value();
    }

    public void observed(TaskId task, TaskState state) {
        var container = new ContainerStatus("c", 1, 0);
        var status =
                new TaskStatus(
                        state,
                        now(),
                        now(),
                        "",
                        "",
                        state.before(TaskState.RUNNING) ? null : container,
                        List.of());
        put(Writer.DISPATCHER, Part.TASK_STATUS, task, status);
    }

    private Instant now() {
        return context.seams().time().now();
    }
}
