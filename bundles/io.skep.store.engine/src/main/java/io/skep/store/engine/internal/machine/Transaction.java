package io.skep.store.engine.internal.machine;

import io.skep.codec.Codec;
import io.skep.model.Change;
import io.skep.model.Writer;
import io.skep.model.spec.Given;
import java.time.Instant;
import java.util.List;

/**
 * What one entry of the log says. It names the transaction it was drafted on, and is applied only
 * directly after that one: so what was drafted is what is committed, a repeated entry is applied
 * once, and an entry that lost its base is void on every member.
 *
 * @param id never used twice
 * @param parent id of the transaction it was drafted on; empty for the first
 * @param writer who writes
 * @param at the leader's clock when it was drafted
 * @param changes what; a transaction without is a fence: it makes void what is under way
 */
public record Transaction(
        String id, String parent, Writer writer, Instant at, List<Change> changes) {

    /** Copies the changes and fills what is absent. */
    public Transaction {
        parent = Given.text(parent);
        changes = Given.list(changes);
    }

    /** A transaction that changes nothing. */
    public static Transaction fence(String id, String parent, Instant at) {
        return new Transaction(id, parent, Writer.STORE, at, List.of());
    }

    /**
     * The transaction in these bytes.
     *
     * @throws IllegalArgumentException when they hold none
     */
    public static Transaction read(byte[] bytes) {
        return Codec.value(bytes, Transaction.class);
    }

    /** Its canonical bytes. */
    public byte[] bytes() {
        return Codec.bytes(this);
    }

    /** Whether it changes nothing. */
    public boolean fences() {
        return changes.isEmpty();
    }
}
