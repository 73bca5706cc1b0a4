package io.skep.itests.hosts;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** One direction of a connection: pieces on their way, in order, each due at its time. */
final class DelayLine {

    private static final int PIECES = 1024;

    private record Piece(byte[] bytes, long due, boolean last) {}

    private final BlockingQueue<Piece> way = new ArrayBlockingQueue<>(PIECES);

    /** A piece that arrives after this time, or after what was put before it. */
    void put(byte[] bytes, int length, long nanos) {
        put(new Piece(Arrays.copyOf(bytes, length), System.nanoTime() + nanos, false));
    }

    /** Nothing comes after this. */
    void end() {
        put(new Piece(new byte[0], System.nanoTime(), true));
    }

    /**
     * Delivers until the end, which it passes on; the other direction may go on.
     *
     * @throws IOException when nobody takes it
     */
    void drainTo(Socket to) throws IOException {
        try {
            var out = to.getOutputStream();
            for (var piece = way.take(); !piece.last(); piece = way.take()) {
                await(piece.due());
                out.write(piece.bytes());
            }
            to.shutdownOutput();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets what is on its way, so that nobody waits for room. */
    void clear() {
        way.clear();
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void put(Piece piece) {
        try {
            way.put(piece);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
