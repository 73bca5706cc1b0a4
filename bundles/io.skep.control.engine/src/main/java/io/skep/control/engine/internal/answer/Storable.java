package io.skep.control.engine.internal.answer;

import io.skep.codec.Codec;
import io.skep.control.Command;

/** Whether a command can be kept: what was accepted must come back from disk as it was. */
public final class Storable {

    private Storable() {}

    /** Refuses a command that the codec cannot write and read again, for example half a letter. */
    public static void check(Command command) {
        var record = (Record) command;
        try {
            Codec.value(Codec.bytes(record), record.getClass());
        } catch (IllegalArgumentException unreadable) {
            throw Refusals.invalid("the request cannot be stored: it holds malformed text");
        }
    }
}
