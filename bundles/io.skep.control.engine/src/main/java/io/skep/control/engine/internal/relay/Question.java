package io.skep.control.engine.internal.relay;

import io.skep.codec.Codec;
import io.skep.control.Command;
import io.skep.control.engine.internal.answer.Fresh;
import java.util.Arrays;

/**
 * A command between managers.
 *
 * @param kind which of the commands
 * @param command its bytes
 * @param fresh what was drawn for it; its id is the request's, too
 * @param again whether it may have been carried out already
 */
public record Question(String kind, byte[] command, Fresh fresh, boolean again) {

    static Question of(Command command, Fresh fresh, boolean again) {
        var kind = command.getClass().getSimpleName();
        return new Question(kind, Codec.bytes((Record) command), fresh, again);
    }

    /**
     * The command.
     *
     * @throws IllegalArgumentException when this manager does not know it
     */
    Command open() {
        var type =
                Arrays.stream(Command.class.getPermittedSubclasses())
                        .filter(any -> any.getSimpleName().equals(kind))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no command " + kind));
        return (Command) Codec.value(command, type.asSubclass(Record.class));
    }
}
