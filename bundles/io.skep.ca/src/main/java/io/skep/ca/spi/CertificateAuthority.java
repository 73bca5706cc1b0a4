package io.skep.ca.spi;

import io.skep.lifecycle.Plug;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Signs certificates with the key of one root. Called on the host's loop; results return to it.
 * What its root's key is, or where it lies, nobody else needs to know: plugs that keep it
 * themselves are {@link ImportsRoot} and {@link ExportsRoot}.
 *
 * <ul>
 *   <li>CAS-1: of a request nothing but the public key reaches the certificate; names, role and
 *       validity are the order's
 *   <li>CAS-2: the certificate says who it is for, as {@link Order} describes it
 *   <li>CAS-3: it is valid from an hour ago, for as long as was ordered, never longer than the root
 *   <li>CAS-4: a request that was not signed with its own key is refused; so is one with another
 *       key than EC P-256, EC P-384 or Ed25519, one of more than {@link Order#MAX_REQUEST} bytes,
 *       and one that is none
 *   <li>CAS-5: what it issues leads to {@link #root}, and cannot sign certificates itself
 *   <li>CAS-6: a root that was cross-signed keeps its name and key, so that what it issued leads to
 *       this root as well
 *   <li>CAS-7: a new root is ECDSA P-256, signed by itself, valid 20 years; each is another one
 *   <li>CAS-8: without a root nothing is issued
 *   <li>CAS-9: a root whose key is not its certificate's is not taken over, and the one before
 *       stays
 * </ul>
 */
@ConsumerType
public interface CertificateAuthority extends Plug {

    /** The contract's name. */
    String CONTRACT = "ca";

    /** The root it issues from now; absent until it has one. */
    Optional<X509Certificate> root();

    /**
     * Issues a certificate for the public key of a request.
     *
     * @return the certificate first, then what leads to the root, the root left out; fails with an
     *     {@link IssueException}
     */
    CompletionStage<List<X509Certificate>> issue(Order order);

    /**
     * Signs another root: same subject, same key, this root as issuer.
     *
     * @return fails with an {@link IssueException}
     */
    CompletionStage<X509Certificate> crossSign(X509Certificate other);
}
