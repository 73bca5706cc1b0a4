package io.skep.agent.internal.log;

import io.skep.codec.Codec;
import io.skep.model.LogLine;
import io.skep.model.LogSink;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.agent.LogFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * From whoever reads a task's output into frames. Lines gather while a frame is under way; when a
 * manager reads slowly, the one who reads the output waits, so that at most 4 MiB gather.
 */
final class Pump implements LogSink {

    private static final int ROOM_KIB = 4_096;
    private static final int FRAME_KIB = 256;
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final long PATIENCE_SECONDS = 300;

    private final Channel channel;
    private final Loop loop;
    private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();
    // KiB that may still gather; taken by the reader's thread, given back by the loop
    private final Semaphore room = new Semaphore(ROOM_KIB);
    private final AtomicBoolean pumping = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Optional<String>> end = new AtomicReference<>(Optional.empty());
    private List<LogLine> unsent = List.of();

    Pump(Channel channel, Loop loop) {
        this.channel = channel;
        this.loop = loop;
    }

    @Override
    public void line(LogLine line) {
        if (stopped.get() || end.get().isPresent()) {
            return;
        }
        if (!waited(size(line))) {
            end("the manager reads too slowly");
            return;
        }
        lines.add(line);
        wake();
    }

    @Override
    public void end(String error) {
        end.compareAndSet(Optional.empty(), Optional.of(error));
        wake();
    }

    /** Nobody listens any more; who waits is let go. */
    void stop() {
        stopped.set(true);
        room.release(ROOM_KIB);
    }

    private boolean waited(int kib) {
        try {
            return room.tryAcquire(kib, PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int size(LogLine line) {
        return Math.min(ROOM_KIB, 1 + line.text().length() / 1_024);
    }

    private void wake() {
        if (pumping.compareAndSet(false, true)) {
            loop.execute(this::pump);
        }
    }

    private void pump() {
        pumping.set(false);
        if (stopped.get()) {
            return;
        }
        var last = end.get();
        if (unsent.isEmpty()) {
            unsent = gathered();
        }
        if (!unsent.isEmpty()) {
            sendLines();
        } else if (last.isPresent()) {
            sendEnd(last.get());
        }
    }

    private void sendLines() {
        if (!channel.send(Codec.bytes(LogFrame.of(unsent)))) {
            again();
            return;
        }
        room.release(unsent.stream().mapToInt(Pump::size).sum());
        unsent = List.of();
        wake();
    }

    private void sendEnd(String error) {
        if (channel.send(Codec.bytes(LogFrame.end(error)))) {
            stopped.set(true);
        } else {
            again();
        }
    }

    private void again() {
        if (pumping.compareAndSet(false, true)) {
            loop.schedule(AGAIN, this::pump);
        }
    }

    private List<LogLine> gathered() {
        var taken = new ArrayList<LogLine>();
        int kib = 0;
        for (var line = lines.poll(); line != null; line = lines.poll()) {
            taken.add(line);
            kib += size(line);
            if (kib >= FRAME_KIB) {
                break;
            }
        }
        return taken;
    }
}
