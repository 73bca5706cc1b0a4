package io.skep.itests.world;

import io.skep.agent.internal.AgentDuty;
import io.skep.control.Control;
import io.skep.control.Membership.Reach;
import io.skep.control.engine.internal.ControlRoom;
import io.skep.control.engine.internal.Keys;
import io.skep.control.engine.internal.Realm;
import io.skep.control.engine.internal.Site;
import io.skep.dispatcher.internal.DispatcherDuty;
import io.skep.dispatcher.internal.ReceptionDuty;
import io.skep.dispatcher.internal.session.Machines;
import io.skep.lifecycle.Duty;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.node.internal.Doorway;
import io.skep.node.internal.Host;
import io.skep.planner.engine.internal.PlannerDuty;
import io.skep.roles.internal.RolesDuty;
import io.skep.store.engine.internal.StoreDuty;
import io.skep.tck.consensus.memory.MemoryConsensusProvider;
import io.skep.telemetry.internal.PostDuty;
import io.skep.telemetry.internal.TelemetryRoom;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A node that manages and works, wired as its bundles wire it. */
final class Manager extends Member {

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "runtime", "memory",
                    "consensus", "memory",
                    "advertise", "192.0.2.7",
                    "hostname", "manager");

    /** What there is while the process lives. */
    record Life(
            Host host,
            StoreDuty store,
            PlannerDuty planner,
            Stages stages,
            Control control,
            RuntimeRoom runtime) {}

    private final Path directory;
    private final NodeId id = new NodeId("manager");
    private final Papers papers = new Papers();
    private Life life;

    Manager(World world, Path directory) {
        super(world, "manager");
        this.directory = directory;
        this.life = wired();
    }

    @Override
    NodeId id() {
        return id;
    }

    @Override
    RuntimeRoom runtime() {
        return life.runtime();
    }

    Life life() {
        return life;
    }

    @Override
    void boot() {
        life = wired();
        life.store().watch(world.watching, world.chronicle);
        life.host().start();
    }

    /** Forms the cluster; completes when it leads. */
    CompletionStage<Void> found(ClusterId cluster) {
        papers.found(cluster, id);
        return life.host().found(cluster, id, new Reach("0.0.0.0:2377", "192.0.2.7:2377"));
    }

    @Override
    void crash() {
        if (up()) {
            world.group.crash(id.value());
        }
        super.crash();
    }

    private Life wired() {
        var transport = world.net.port(id);
        var host = new Host(seams, directory, SETTINGS);
        var store = new StoreDuty(transport);
        store.bind(new MemoryConsensusProvider(world.group));
        var planner = new PlannerDuty(store);
        var stages = new Stages(store);
        stages.all().forEach(planner::bind);
        var site = new Site();
        var keys = new Keys(papers, papers);
        var post = new PostDuty();
        var telemetry = new TelemetryRoom(store, store, transport, post);
        var realm = new Realm(store, store, transport);
        var control = new ControlRoom(host, realm, keys, site, telemetry);
        var agent = new AgentDuty(transport);
        var runtime = new RuntimeRoom(agent);
        runtime.plugIn(machine);
        var reception = new ReceptionDuty(transport, store);
        // no machine answers when its node does not
        Machines machines = address -> CompletableFuture.completedFuture(false);
        var dispatcher = new DispatcherDuty(store, reception, workers -> machines);
        var roles = new RolesDuty(store, store);
        for (Duty duty :
                List.of(
                        transport,
                        site,
                        post,
                        store,
                        telemetry,
                        control,
                        planner,
                        reception,
                        dispatcher,
                        roles,
                        agent,
                        new NetworkRoom(agent),
                        runtime)) {
            host.add(duty);
        }
        Doorway.attach(host, store, papers, transport);
        return new Life(host, store, planner, stages, control, runtime);
    }
}
