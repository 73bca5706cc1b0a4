package io.skep.ca.engine.internal.lead;

import io.skep.ca.engine.internal.bureau.Bureau;
import io.skep.ca.engine.internal.bureau.Counter;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.ca.engine.internal.wire.Refusal;
import io.skep.model.ClusterTrust;
import io.skep.model.Kind;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeIdentity;
import io.skep.model.Part;
import io.skep.model.Stored;
import io.skep.model.Writer;
import io.skep.model.spec.NodeSpec;
import io.skep.seam.Time;
import io.skep.store.Draft;
import io.skep.store.Store;
import io.skep.transport.Caller;
import io.skep.transport.ManagerAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues certificates to who may have one, on the leader. What was decided is decided again when it
 * is written, because tokens and nodes may have gone meanwhile. Source: swarm-behaviour CA-4.
 */
public final class Registrar implements Counter {

    private static final Logger log = LoggerFactory.getLogger(Registrar.class);

    private final Store store;
    private final Bureau bureau;
    private final Supplier<List<ManagerAddress>> managers;
    private final Admission admission;

    /** Writes into a store. */
    public Registrar(
            Store store, Bureau bureau, Supplier<List<ManagerAddress>> managers, Time time) {
        this.store = store;
        this.bureau = bureau;
        this.managers = managers;
        this.admission = new Admission(time);
    }

    @Override
    public CompletionStage<Issued> ask(Caller caller, Asking asking) {
        try {
            var admitted = admission.decide(store.view(), caller, asking);
            if (!admitted.before().isEmpty()) {
                return CompletableFuture.completedFuture(answer(admitted, admitted.before()));
            }
            return registered(admitted, asking)
                    .thenCompose(done -> bureau.issue(admitted.issuer(), admitted.order(asking)))
                    .thenCompose(chain -> written(admitted, caller, asking, chain))
                    .whenComplete((issued, failure) -> settled(admitted, failure));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Who joined with a token that was taken back meanwhile leaves no node behind. */
    private void settled(Admitted admitted, @Nullable Throwable failure) {
        if (failure != null && !admitted.known() && Refusal.isFinal(failure.getMessage())) {
            store.update(Writer.CONTROL, draft -> withdraw(draft, admitted.node()));
        }
    }

    private static boolean withdraw(Draft draft, NodeId node) {
        draft.nodes()
                .get(node)
                .filter(there -> there.identity() == null)
                .ifPresent(there -> draft.remove(Kind.NODE, node));
        return true;
    }

    private Issued answer(Admitted admitted, String chain) {
        return new Issued(chain, admitted.trust().anchors(), managers.get());
    }

    /** A node that joins is there before its certificate: parts of nothing are not written. */
    private CompletionStage<?> registered(Admitted admitted, Asking asking) {
        return admitted.known()
                ? CompletableFuture.completedFuture(null)
                : store.update(Writer.CONTROL, draft -> register(draft, admitted, asking));
    }

    private boolean register(Draft draft, Admitted admitted, Asking asking) {
        var now = admission.decide(draft, Caller.STRANGER, asking);
        if (!now.known()) {
            var spec = new NodeSpec("", Map.of(), now.role(), asking.availability());
            draft.put(Part.NODE_SPEC, admitted.node(), spec);
        }
        return true;
    }

    private CompletionStage<Issued> written(
            Admitted admitted, Caller caller, Asking asking, List<X509Certificate> chain) {
        var text = Pem.of(chain) + admitted.trust().bridge();
        var identity = new NodeIdentity(admitted.role(), text, admitted.digest());
        var trust = admitted.trust();
        return store.update(Writer.CA, draft -> write(draft, identity, trust, caller, asking))
                .thenApply(
                        done -> {
                            log.info(
                                    "node {}: certificate issued as {}",
                                    admitted.node(),
                                    admitted.role());
                            return answer(admitted, text);
                        });
    }

    private boolean write(
            Draft draft, NodeIdentity identity, ClusterTrust trust, Caller caller, Asking asking) {
        var now = admission.decide(draft, caller, asking);
        if (!now.known() || now.role() != identity.role()) {
            throw Refusal.UNKNOWN.failure();
        } else if (!sameRoot(now.trust(), trust)) {
            throw Refusal.NOT_READY.failure();
        }
        draft.put(Part.NODE_IDENTITY, now.node(), held(draft, now, identity));
        return true;
    }

    /** A certificate from a root that went meanwhile would lead nowhere. */
    private static boolean sameRoot(ClusterTrust one, ClusterTrust other) {
        return one.rootCertificate().equals(other.rootCertificate())
                && one.anchors().equals(other.anchors());
    }

    /** What a node shows and trusts it says itself; whoever joins begins with what it gets. */
    private static NodeIdentity held(Draft draft, Admitted now, NodeIdentity identity) {
        return draft.nodes()
                .get(now.node())
                .map(Node::identity)
                .map(Stored::value)
                .map(old -> identity.held(old.issuer(), old.anchors()))
                .orElseGet(
                        () -> identity.held(now.trust().rootCertificate(), now.trust().anchors()));
    }
}
