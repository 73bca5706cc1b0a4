package io.skep.store;

import io.skep.model.Id;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.View;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A view that shows what was put into it. At most 200 changes and 1.5 MiB. Source: swarm-behaviour
 * RA-4
 */
@ProviderType
public interface Draft extends View {

    /** Puts a part of an object. */
    <T extends Record> void put(Part<T> part, Id id, T value);

    /** Removes an object; without effect when there is none. */
    void remove(Kind kind, Id id);
}
