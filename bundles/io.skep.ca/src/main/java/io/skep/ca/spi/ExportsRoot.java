package io.skep.ca.spi;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/** A certificate authority that makes roots and tells their keys. Ability {@value #ABILITY}. */
@ConsumerType
public interface ExportsRoot {

    /** The ability's name. */
    String ABILITY = "ExportsRoot";

    /** A new root; the plug does not issue from it. */
    CompletionStage<RootKey> create();
}
