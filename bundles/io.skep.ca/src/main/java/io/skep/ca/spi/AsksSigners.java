package io.skep.ca.spi;

import java.security.cert.X509Certificate;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A certificate authority whose root's key is outside the cluster: it asks signers there. Ability
 * {@value #ABILITY}. How long a certificate is valid is decided by them; what they answer is held
 * against all other rules before it is believed. A handover of a plug of another kind means nothing
 * to it, because the root's key is in there.
 */
@ConsumerType
public interface AsksSigners {

    /** The ability's name. */
    String ABILITY = "AsksSigners";

    /**
     * Asks these from now on, and forgets those before.
     *
     * @return fails with an {@link IssueException} when they make no sense; those before stay then
     */
    CompletionStage<Void> ask(Signers signers);

    /**
     * Whether one of these answers, with a certificate that leads to their root; those it asks stay
     * as they are.
     *
     * @return fails with an {@link IssueException} when none does within some seconds
     */
    CompletionStage<Void> reach(Signers signers);

    /**
     * Has another root signed, as {@link CertificateAuthority#crossSign}. Signers sign requests, so
     * the other root's key is needed.
     *
     * @return fails with an {@link IssueException}
     */
    CompletionStage<X509Certificate> crossSign(RootKey other);
}
