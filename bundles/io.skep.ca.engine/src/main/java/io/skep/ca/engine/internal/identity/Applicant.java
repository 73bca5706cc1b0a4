package io.skep.ca.engine.internal.identity;

import io.skep.ca.CaException;
import io.skep.ca.Credential;
import io.skep.ca.engine.internal.token.JoinToken;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.ca.engine.internal.wire.Proof;
import io.skep.ca.engine.internal.wire.RootAnswer;
import io.skep.codec.Codec;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Time;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks one manager for a certificate. Safe for use by any thread. */
public final class Applicant {

    private static final Duration ROOT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final byte[] NOTHING = {};

    private final Transport transport;
    private final Time time;

    /** Over a transport. */
    public Applicant(Transport transport, Time time) {
        this.transport = transport;
        this.time = time;
    }

    /**
     * Loads the roots a manager trusts and holds them against a token, before anything secret is
     * sent. Source: swarm-behaviour CA-3.
     */
    public CompletionStage<String> roots(String address, String token) {
        return transport
                .ask(address, chain -> true, Talk.CA_ROOT.kind(), NOTHING, ROOT_PATIENCE)
                .thenApply(bytes -> Codec.value(bytes, RootAnswer.class).anchors())
                .thenApply(anchors -> vouched(anchors, token));
    }

    private static String vouched(String anchors, String token) {
        if (!JoinToken.vouchesFor(token, anchors)) {
            throw new CaException(
                    "remote CA does not match fingerprint. Expected: "
                            + JoinToken.fingerprint(token));
        }
        return anchors;
    }

    /** Asks as a stranger whoever is a manager under these roots. */
    public CompletionStage<Issued> ask(String address, String anchors, Asking asking) {
        var trusted = Pem.certificates(anchors);
        return transport
                .ask(
                        address,
                        chain -> manages(chain, trusted),
                        Talk.CA_REQUEST.kind(),
                        Codec.bytes(asking),
                        PATIENCE)
                .thenApply(bytes -> Codec.value(bytes, Issued.class));
    }

    /** Asks over a connection that proves who asks. */
    public CompletionStage<Issued> renew(byte[] request) {
        var manager = transport.manager();
        if (manager.isEmpty()) {
            return CompletableFuture.failedFuture(new CaException("no manager is known"));
        }
        var asking = Codec.bytes(Asking.renewal(request));
        return transport
                .ask(manager.get(), Talk.CA_REQUEST.kind(), asking, PATIENCE)
                .thenApply(bytes -> Codec.value(bytes, Issued.class));
    }

    /** Shows with the old key who asks. */
    public static Asking proven(byte[] request, Credential old) {
        var signature = Chain.signature(old.key(), request);
        return Asking.renewal(request, new Proof(Pem.of(old.chain()), signature));
    }

    private boolean manages(List<X509Certificate> chain, List<X509Certificate> anchors) {
        return Chain.leads(chain, anchors, time.now())
                && Chain.role(chain.get(0)).filter(NodeRole.MANAGER::equals).isPresent();
    }

    /** Checks an answer before anything is kept. */
    public Issued checked(Issued issued) {
        if (!Chain.leads(
                Pem.certificates(issued.chain()), Pem.certificates(issued.anchors()), time.now())) {
            throw new CaException("the certificate does not lead to the cluster's root");
        }
        return issued;
    }
}
