package io.skep.lifecycle;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What a host knows of the plugs of its contract. One OSGi service per host. */
@ProviderType
public interface PlugCatalog {

    /** The contract's name. */
    String contract();

    /** The name that is wanted; empty when none is. */
    String wanted();

    /** All plugs it can see, by name. Safe for use by any thread. */
    List<PlugRow> rows();
}
