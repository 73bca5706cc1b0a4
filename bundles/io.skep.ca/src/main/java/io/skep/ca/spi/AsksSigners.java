package io.skep.ca.spi;

import java.security.cert.X509Certificate;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A certificate authority whose root's key is outside the cluster: it asks signers there. Ability
 * {@value #ABILITY}.
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
     * Has another root signed, as {@link CertificateAuthority#crossSign}. Signers sign requests, so
     * the other root's key is needed.
     *
     * @return fails with an {@link IssueException}
     */
    CompletionStage<X509Certificate> crossSign(RootKey other);
}
