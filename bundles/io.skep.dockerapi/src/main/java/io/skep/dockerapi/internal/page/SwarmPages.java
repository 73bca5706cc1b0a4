package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.json.Json;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerapi.internal.shape.ClusterShape;
import io.skep.model.Cluster;
import io.skep.model.View;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.EncryptionConfig;
import io.skep.model.spec.Given;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code /swarm}. */
final class SwarmPages {

    private static final int SUBNET_SIZE = 24;
    private static final int DATA_PATH_PORT = 4789;

    private final Desk desk;

    SwarmPages(Control control) {
        this.desk = new Desk(control);
    }

    /** The body of {@code swarm init}. */
    record Init(
            String listenAddr,
            String advertiseAddr,
            int dataPathPort,
            List<String> defaultAddrPool,
            int subnetSize,
            boolean forceNewCluster,
            @Nullable ClusterSpec spec,
            boolean autoLockManagers,
            @Nullable Availability availability) {

        Init {
            listenAddr = Given.text(listenAddr);
            advertiseAddr = Given.text(advertiseAddr);
            defaultAddrPool = Given.list(defaultAddrPool);
        }
    }

    /** The body of {@code swarm join}. */
    record Join(
            String listenAddr,
            String advertiseAddr,
            List<String> remoteAddrs,
            String joinToken,
            @Nullable Availability availability) {

        Join {
            listenAddr = Given.text(listenAddr);
            advertiseAddr = Given.text(advertiseAddr);
            remoteAddrs = Given.list(remoteAddrs);
            joinToken = Given.text(joinToken);
        }
    }

    /** The body of {@code swarm unlock}. */
    record Unlock(String unlockKey) {}

    void on(Routes routes) {
        routes.get("/swarm", ask -> desk.show(view -> ClusterShape.withTokens(cluster(view))));
        routes.post("/swarm/init", this::init);
        routes.post("/swarm/join", this::join);
        routes.post(
                "/swarm/leave",
                ask -> desk.carry(new Command.LeaveCluster(ask.loose("force")), 200));
        routes.post("/swarm/update", this::update);
        routes.get("/swarm/unlockkey", this::unlockKey);
        routes.post("/swarm/unlock", this::unlock);
    }

    private CompletionStage<Reply> init(Ask ask) {
        var given = ask.body(Init.class);
        checkAddresses(given);
        var command =
                new Command.InitCluster(
                        given.listenAddr,
                        given.advertiseAddr,
                        given.availability == null ? Availability.ACTIVE : given.availability,
                        spec(given),
                        given.forceNewCluster);
        return desk.control()
                .submit(command)
                .thenApply(receipt -> Reply.ok(Json.tree(receipt.id())));
    }

    /** What the cluster would not keep is refused, not forgotten. */
    private static void checkAddresses(Init given) {
        boolean ours =
                given.defaultAddrPool.isEmpty()
                        && List.of(0, SUBNET_SIZE).contains(given.subnetSize)
                        && List.of(0, DATA_PATH_PORT).contains(given.dataPathPort);
        if (!ours) {
            throw new Refusal(
                    Refusal.Code.UNIMPLEMENTED,
                    "Skep does not choose its own address pools or data path port yet");
        }
    }

    private static ClusterSpec spec(Init given) {
        var spec = given.spec == null ? Json.value(Json.object(), ClusterSpec.class) : given.spec;
        return given.autoLockManagers
                ? new ClusterSpec(
                        spec.name(),
                        spec.labels(),
                        spec.orchestration(),
                        spec.raft(),
                        spec.dispatcher(),
                        spec.caConfig(),
                        spec.taskDefaults(),
                        new EncryptionConfig(true),
                        spec.plugs())
                : spec;
    }

    private CompletionStage<Reply> join(Ask ask) {
        var given = ask.body(Join.class);
        var availability = given.availability == null ? Availability.ACTIVE : given.availability;
        return desk.carry(
                new Command.JoinCluster(
                        given.listenAddr,
                        given.advertiseAddr,
                        given.remoteAddrs,
                        given.joinToken,
                        availability),
                200);
    }

    private CompletionStage<Reply> update(Ask ask) {
        var version = ask.index("swarm");
        return desk.carry(
                new Command.UpdateCluster(
                        version,
                        ask.body(ClusterSpec.class),
                        ask.strict("rotateWorkerToken"),
                        ask.strict("rotateManagerToken"),
                        ask.strict("rotateManagerUnlockKey")),
                200);
    }

    private CompletionStage<Reply> unlockKey(Ask ask) {
        return desk.control()
                .read()
                .thenApply(
                        view -> {
                            if (autoLock(cluster(view))) {
                                throw unlocking();
                            }
                            return Reply.ok(Json.object().put("UnlockKey", ""));
                        });
    }

    private CompletionStage<Reply> unlock(Ask ask) {
        ask.body(Unlock.class);
        var state = desk.control().local().state();
        if (state.equals("inactive")) {
            throw new Refusal(Refusal.Code.UNAVAILABLE, "This node is not part of a swarm");
        }
        if (!state.equals("locked")) {
            throw new Refusal(Refusal.Code.CONFLICT, "swarm is not locked");
        }
        throw unlocking();
    }

    private static Refusal unlocking() {
        return new Refusal(Refusal.Code.UNIMPLEMENTED, "Skep does not lock managers yet");
    }

    private static boolean autoLock(Cluster cluster) {
        return cluster.spec().value().encryptionConfig().autoLockManagers();
    }

    private static Cluster cluster(View view) {
        return view.cluster()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Refusal.Code.UNAVAILABLE,
                                        "This node is not a swarm manager. Manager is being prepared"
                                                + " or has trouble connecting to the cluster."));
    }
}
