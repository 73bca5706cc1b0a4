package io.skep.store.engine.internal.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The newest fingerprints, each with the commit it is of. */
final class Prints {

    private static final int MOST = 2_048;

    private record Print(long index, Digest digest) {}

    private final Deque<Print> newest = new ArrayDeque<>();

    void add(long index, Digest digest) {
        newest.addLast(new Print(index, digest));
        if (newest.size() > MOST) {
            newest.removeFirst();
        }
    }

    /** Nothing is known but this one. */
    void only(long index, Digest digest) {
        newest.clear();
        add(index, digest);
    }

    /** The fingerprint at a commit; absent when it has not come or is too old. */
    Optional<Digest> at(long index) {
        var last = newest.peekLast();
        if (last == null || last.index() < index) {
            return Optional.empty();
        }
        return newest.stream()
                .filter(print -> print.index() == index)
                .findFirst()
                .map(Print::digest);
    }
}
