package io.skep.transport.engine.internal.question;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Joins pieces that arrive on one channel; holds one unfinished whole at most. */
final class Inlet {

    /** Bytes of a question or an answer at most. */
    static final int MOST = 16 * 1024 * 1024;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long id = -1;

    /** A whole: the bytes of its pieces. */
    record Whole(Piece.About about, long id, byte[] bytes) {}

    /**
     * Takes the next frame.
     *
     * @throws IllegalArgumentException when it cannot follow the one before
     */
    Optional<Whole> take(byte[] frame) {
        var piece = Piece.of(frame);
        if (begun.size() > 0 && piece.id() != id) {
            throw new IllegalArgumentException("question " + piece.id() + " within " + id);
        }
        if (begun.size() + piece.bytes().length > MOST) {
            throw new IllegalArgumentException("question " + piece.id() + " is too large");
        }
        id = piece.id();
        if (piece.last() && begun.size() == 0) {
            return Optional.of(new Whole(piece.about(), id, piece.bytes()));
        }
        begun.writeBytes(piece.bytes());
        if (!piece.last()) {
            return Optional.empty();
        }
        var whole = new Whole(piece.about(), id, begun.toByteArray());
        begun.reset();
        return Optional.of(whole);
    }
}
