package io.skep.runtime.docker.internal.engine;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the engine that goes on: events, a log that is followed.
 *
 * <p>It is read on a loop of its own, which does nothing else: reading blocks for hours, and a few
 * dozen followed logs would use up the shared workers.
 */
public final class Stream {

    /** Who reads. Called on the stream's own loop. */
    public interface Reader {

        /** Reads to the end. */
        void read(InputStream content) throws IOException;

        /** It ended; called once, after {@code read} or instead of it. */
        void ended(String why);
    }

    private static final long OWN_END_SECONDS = 2;

    private final Engine engine;
    private final Reader reader;
    private final Loop loop;

    // guards the answer being read: closing is done by other threads than reading
    private final AtomicReference<@Nullable Response> open = new AtomicReference<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    // guards that an answer that arrives after close is closed
    private volatile boolean closed;

    public Stream(Seams seams, String name, Engine engine, Reader reader) {
        this.engine = engine;
        this.reader = reader;
        this.loop = seams.loop(name);
    }

    public void open(Call call) {
        loop.execute(
                () -> {
                    reader.ended(readAll(call));
                    finished.countDown();
                    loop.close();
                });
    }

    private String readAll(Call call) {
        try (var response = engine.stream(call)) {
            open.set(response);
            if (closed) {
                return "closed";
            }
            if (response.getStatusCode() >= 400) {
                return Engine.answer(response).message();
            }
            reader.read(response.getBody());
            return "";
        } catch (IOException | RuntimeException broken) {
            var why = broken.getMessage();
            return why == null ? broken.toString() : why;
        }
    }

    /**
     * Ends it and waits until its thread has; blocks for at most 5 s.
     *
     * <p>The thread is interrupted only when it does not end by itself: the transport takes an
     * interrupt for a broken connection and tries again.
     */
    public void close() throws InterruptedException {
        closed = true;
        var response = open.get();
        if (response != null) {
            response.close();
        }
        if (!finished.await(OWN_END_SECONDS, TimeUnit.SECONDS)) {
            loop.close();
        }
    }
}
