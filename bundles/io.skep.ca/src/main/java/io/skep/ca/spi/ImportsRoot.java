package io.skep.ca.spi;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** A certificate authority that issues from a root it is given. Ability {@value #ABILITY}. */
@ConsumerType
public interface ImportsRoot {

    /** The ability's name. */
    String ABILITY = "ImportsRoot";

    /**
     * Issues from this root from now on, and forgets the one before.
     *
     * @return fails with an {@link IssueException} when the key is not the certificate's; the root
     *     before stays then
     */
    CompletionStage<Void> install(RootKey root);
}
