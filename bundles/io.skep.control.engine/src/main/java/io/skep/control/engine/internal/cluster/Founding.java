package io.skep.control.engine.internal.cluster;

import io.skep.ca.Credential;
import io.skep.ca.Credentials;
import io.skep.ca.JoinTokens;
import io.skep.control.Command;
import io.skep.control.Membership;
import io.skep.control.Membership.Reach;
import io.skep.control.Receipt;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.control.engine.internal.object.Overlay;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.ClusterLock;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.Part;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.seam.Loop;
import io.skep.store.Draft;
import io.skep.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code docker swarm init}. Source: swarm-behaviour CL-1. */
public final class Founding {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Membership membership;
    private final Store store;
    private final Credentials credentials;
    private final JoinTokens tokens;
    private final Addresses addresses;

    /** On top of membership and store, on a machine with these interfaces. */
    public Founding(
            Membership membership,
            Store store,
            Credentials credentials,
            JoinTokens tokens,
            Interfaces interfaces) {
        this.membership = membership;
        this.store = store;
        this.credentials = credentials;
        this.tokens = tokens;
        this.addresses = new Addresses(interfaces);
    }

    /** Makes this node the first manager of a new cluster. */
    public CompletionStage<Receipt> found(
            Command.InitCluster command, DutyContext context, Loop loop) {
        var spec = Policies.initial(command.spec());
        var chosen =
                addresses.choose(
                        new Addresses.Wish(
                                Wished.listen(command.listenAddr(), context),
                                Wished.advertise(command.advertiseAddr(), context),
                                command.dataPathAddr()));
        membership.obstacle(chosen.listen()).ifPresent(Founding::refuse);
        var seeds = Seeds.of(command, spec, context);
        return credentials
                .found(seeds.cluster(), seeds.node())
                .thenCompose(shown -> founded(seeds.as(shown), chosen, loop));
    }

    private CompletionStage<Receipt> founded(Seeds seeds, Reach chosen, Loop loop) {
        return membership
                .found(seeds.cluster(), seeds.node(), chosen)
                .thenCompose(leads -> store.update(Writer.CONTROL, seeds::sow))
                .thenCompose(sown -> tokens.ensured())
                .thenCompose(trusted -> shown(seeds.node(), loop))
                .thenApply(shown -> Receipt.of(seeds.node().value()));
    }

    private static void refuse(String obstacle) {
        throw Refusals.plain(Code.UNKNOWN, obstacle);
    }

    /** The CLI asks for the manager's address next, to print how others join. */
    private CompletionStage<Boolean> shown(NodeId node, Loop loop) {
        return Awaiting.until(view -> isManager(view, node), store, loop, PATIENCE);
    }

    private static boolean isManager(View view, NodeId node) {
        return view.nodes().get(node).stream()
                .map(known -> known.status())
                .anyMatch(status -> status != null && status.value().manager() != null);
    }

    /** What the new cluster begins with. */
    private record Seeds(
            ClusterId cluster,
            NodeId node,
            ClusterSpec spec,
            NodeSpec self,
            List<NetworkId> ids,
            Optional<ClusterLock> lock) {

        private static Seeds of(
                Command.InitCluster command, ClusterSpec spec, DutyContext context) {
            var entropy = context.seams().entropy();
            var ids =
                    List.of(
                            new NetworkId(entropy.id()),
                            new NetworkId(entropy.id()),
                            new NetworkId(entropy.id()));
            var self = new NodeSpec("", Map.of(), NodeRole.MANAGER, command.availability());
            return new Seeds(
                    new ClusterId(entropy.id()),
                    new NodeId(entropy.id()),
                    spec,
                    self,
                    ids,
                    LockKey.first(spec, entropy));
        }

        /** Whose certificate is shown, which may have been there before. */
        private Seeds as(Credential shown) {
            return new Seeds(shown.cluster(), shown.node(), spec, self, ids, lock);
        }

        private NodeId sow(Draft draft) {
            draft.put(Part.CLUSTER_SPEC, cluster, spec);
            lock.ifPresent(key -> draft.put(Part.CLUSTER_LOCK, cluster, key));
            draft.put(Part.NODE_SPEC, node, self);
            var networks = networks();
            for (int i = 0; i < networks.size(); i++) {
                draft.put(Part.NETWORK_SPEC, ids.get(i), networks.get(i));
            }
            return node;
        }

        private static List<NetworkSpec> networks() {
            return List.of(
                    Overlay.ingress(), Overlay.predefined("host"), Overlay.predefined("bridge"));
        }
    }
}
