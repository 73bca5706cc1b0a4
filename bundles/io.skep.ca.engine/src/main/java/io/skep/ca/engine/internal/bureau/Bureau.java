package io.skep.ca.engine.internal.bureau;

import io.skep.ca.Credential;
import io.skep.ca.engine.internal.wire.Held;
import io.skep.ca.engine.internal.wire.Reminding;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.seam.Cancellable;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the node's own duty does for those of managers. Safe for use by any thread. */
public interface Bureau {

    /** This node's credential. */
    Optional<Credential> current();

    /** A new root. */
    CompletionStage<RootKey> create();

    /** A certificate from a root. */
    CompletionStage<List<X509Certificate>> issue(Issuer issuer, Order order);

    /** Another root, signed by this one. */
    CompletionStage<X509Certificate> crossSign(Issuer issuer, RootKey other);

    /** Whether one of a root's signers outside answers; fails when none does. */
    CompletionStage<Void> reach(Issuer issuer);

    /** Whether a root's key is its certificate's. */
    CompletionStage<Void> fits(RootKey root);

    /** The plug that signs with keys that are inside; what the node's settings say when empty. */
    void want(String plug);

    /** The root this node founded its cluster with; without its key when that is outside. */
    CompletionStage<Optional<RootKey>> founded();

    /** The store has the root's key. */
    CompletionStage<Void> deposited();

    /** What this node is asked as every other one is. */
    CompletionStage<Held> remind(Reminding wanted);

    /** From now on this node's own renewals are answered here. */
    Cancellable open(Counter counter);
}
