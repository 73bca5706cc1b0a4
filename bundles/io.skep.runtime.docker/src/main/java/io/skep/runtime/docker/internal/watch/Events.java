package io.skep.runtime.docker.internal.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.runtime.docker.internal.engine.Call;
import io.skep.runtime.docker.internal.engine.Engine;
import io.skep.runtime.docker.internal.engine.Json;
import io.skep.runtime.docker.internal.engine.Stream;
import io.skep.runtime.docker.internal.recipe.Labels;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's stream of events, opened again whenever it breaks. Lives on the loop; its breaking
 * is how we learn that the engine is gone.
 */
public final class Events {

    private static final Logger log = LoggerFactory.getLogger(Events.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Loop loop;
    private final Seams seams;
    private final Engine engine;
    private final Watch watch;
    private final RuntimeSink sink;
    private Optional<Stream> stream = Optional.empty();
    private Duration pause = FIRST_PAUSE;
    private long lastNanos;
    private boolean answers = true;
    private boolean stopped;

    public Events(Loop loop, Seams seams, Engine engine, Watch watch, RuntimeSink sink) {
        this.loop = loop;
        this.seams = seams;
        this.engine = engine;
        this.watch = watch;
        this.sink = sink;
    }

    public void begin() {
        if (stopped) {
            return;
        }
        var next = new Stream(seams, "docker-events", engine, new EventReader());
        stream = Optional.of(next);
        next.open(request());
    }

    /**
     * No more events.
     *
     * @return what is to be closed, which blocks
     */
    public Optional<Stream> stop() {
        stopped = true;
        return stream;
    }

    private Call request() {
        var filters = Map.of("type", List.of("container"), "label", List.of(Labels.CLUSTER));
        var call = Call.get("/events").query("filters", new String(Json.bytes(filters), UTF_8));
        return lastNanos == 0 ? call : call.query("since", since());
    }

    private String since() {
        long second = TimeUnit.SECONDS.toNanos(1);
        return lastNanos / second + "." + String.format(Locale.ROOT, "%09d", lastNanos % second);
    }

    private void connected() {
        pause = FIRST_PAUSE;
        if (!answers) {
            answers = true;
            log.info("the engine answers again");
            sink.reachable(true, "");
        }
        watch.lookAtAll();
    }

    private void lost(String why) {
        stream = Optional.empty();
        if (stopped) {
            return;
        }
        if (answers) {
            answers = false;
            log.warn("the engine does not answer: {}", why);
            sink.reachable(false, why);
        }
        loop.schedule(pause, this::begin);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void happened(JsonNode event) {
        lastNanos = event.path("timeNano").asLong();
        var action = event.path("Action").asText();
        if (action.equals("die") || action.equals("destroy") || action.startsWith("health_")) {
            watch.look(event.path("Actor").path("ID").asText());
        }
    }

    /** Carries what it reads over to the loop. */
    private final class EventReader implements Stream.Reader {

        @Override
        public void read(InputStream content) throws IOException {
            loop.execute(Events.this::connected);
            var events = Json.values(content);
            while (events.hasNext()) {
                var event = events.next();
                loop.execute(() -> happened(event));
            }
        }

        @Override
        public void ended(String why) {
            loop.execute(() -> lost(why.isEmpty() ? "it ended the stream of events" : why));
        }
    }
}
