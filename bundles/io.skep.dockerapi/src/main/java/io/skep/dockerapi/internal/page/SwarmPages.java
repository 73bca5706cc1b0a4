package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.ClusterShape;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.SwarmInit;
import io.skep.dockerjson.SwarmJoin;
import io.skep.model.Cluster;
import io.skep.model.View;
import io.skep.model.spec.ClusterSpec;
import java.util.Base64;
import java.util.concurrent.CompletionStage;

/** {@code /swarm}. */
final class SwarmPages {

    private final Desk desk;

    SwarmPages(Control control) {
        this.desk = new Desk(control);
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
        var given = ask.body(SwarmInit.class);
        var command =
                new Command.InitCluster(
                        given.listenAddr(),
                        given.advertiseAddr(),
                        given.availabilityOrActive(),
                        given.policies(),
                        given.forceNewCluster(),
                        given.dataPathAddr());
        return desk.control()
                .submit(command)
                .thenApply(receipt -> Reply.ok(Json.tree(receipt.id())));
    }

    private CompletionStage<Reply> join(Ask ask) {
        var given = ask.body(SwarmJoin.class);
        return desk.carry(
                new Command.JoinCluster(
                        given.listenAddr(),
                        given.advertiseAddr(),
                        given.remoteAddrs(),
                        given.joinToken(),
                        given.availabilityOrActive(),
                        given.dataPathAddr()),
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
                .thenApply(view -> written(cluster(view).lockKey().bytes()))
                .thenApply(key -> Reply.ok(Json.object().put("UnlockKey", key)));
    }

    /** AL-1: as people write it; empty when managers start unlocked. */
    private static String written(byte[] key) {
        return key.length == 0
                ? ""
                : "SWMKEY-1-" + Base64.getEncoder().withoutPadding().encodeToString(key);
    }

    private CompletionStage<Reply> unlock(Ask ask) {
        return desk.carry(new Command.Unlock(ask.body(Unlock.class).unlockKey()), 200);
    }

    private static Cluster cluster(View view) {
        return view.cluster()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Refusal.Code.UNAVAILABLE,
                                        "This node is not a swarm manager. Manager is being"
                                                + " prepared or has trouble connecting to the"
                                                + " cluster."));
    }
}
