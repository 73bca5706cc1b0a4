package io.skep.transport.engine.internal.question;

import io.skep.seam.Loop;
import io.skep.transport.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sends pieces on a channel as fast as the other end reads. Belongs to its loop. */
final class Outlet {

    /** Bytes that may wait for one channel. */
    static final int MOST = 64 * 1024 * 1024;

    private static final Duration AGAIN = Duration.ofMillis(10);

    private final Loop loop;
    private final Channel channel;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean tried;
    private boolean closed;

    Outlet(Loop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** False when too much waits: nothing is sent then. */
    boolean put(Piece.About about, long id, byte[] whole) {
        if (bytes + whole.length > MOST || waiting.size() > 10_000) {
            return false;
        }
        for (var frame : Piece.cut(about, id, whole)) {
            waiting.add(frame);
            bytes += frame.length;
        }
        pump();
        return true;
    }

    void close() {
        closed = true;
        waiting.clear();
    }

    private void pump() {
        while (!closed && !waiting.isEmpty() && channel.send(waiting.element())) {
            bytes -= waiting.remove().length;
        }
        if (!closed && !waiting.isEmpty() && !tried) {
            tried = true;
            loop.schedule(AGAIN, this::again);
        }
    }

    private void again() {
        tried = false;
        pump();
    }
}
