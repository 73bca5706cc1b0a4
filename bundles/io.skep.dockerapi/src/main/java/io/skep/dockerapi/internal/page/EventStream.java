package io.skep.dockerapi.internal.page;

import io.skep.control.ClusterEvent;
import io.skep.control.Control;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.engine.RecordSink;
import io.skep.dockerapi.internal.route.Outlet;
import io.skep.dockerjson.Filters;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.Shape;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Events of the swarm and of the local engine, as one stream. Source: docker-api-notes 6. */
final class EventStream implements Cancellable {

    private static final long NANOS = 1_000_000_000L;
    // what happened before is handed over by another thread
    private static final Duration GRACE = Duration.ofMillis(250);
    private static final List<String> KINDS =
            List.of(
                    "config",
                    "container",
                    "image",
                    "network",
                    "node",
                    "plugin",
                    "secret",
                    "service",
                    "volume");

    private final Wanted wanted;
    private final Outlet out;
    private final Loop loop;
    // sources add themselves on the client's thread, anybody may end the stream
    private final List<Cancellable> sources = new CopyOnWriteArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();

    EventStream(Wanted wanted, Outlet out, Loop loop) {
        this.wanted = wanted;
        this.out = out;
        this.loop = loop;
    }

    /** Which events. */
    record Wanted(Filters filters, Instant since, Optional<Instant> until) {

        boolean fits(ClusterEvent event) {
            return until.filter(end -> event.at().isAfter(end)).isEmpty()
                    && filters.exactly("type", event.type())
                    && filters.exactly("event", event.action())
                    && filters.exactly("scope", "swarm")
                    && filters.labels("label", event.attributes())
                    && KINDS.stream().allMatch(kind -> fits(kind, event));
        }

        /** Objects are named by id or name, or how these begin; others do not fit then. */
        private boolean fits(String kind, ClusterEvent event) {
            var name = event.attributes().getOrDefault("name", "");
            return !filters.has(kind)
                    || event.type().equals(kind)
                            && (filters.prefix(kind, event.id()) || filters.prefix(kind, name));
        }
    }

    void swarm(Control control) {
        sources.add(control.follow(wanted.since, this::event));
    }

    /** The engine knows the same filters. */
    void engine(EngineLink engine, String uri) {
        if (!engine.present() || !wanted.filters.exactly("scope", "local")) {
            return;
        }
        sources.add(
                engine.stream(
                        uri,
                        new RecordSink() {
                            @Override
                            public void record(byte[] line) {
                                send(Arrays.copyOf(line, line.length));
                            }

                            @Override
                            public void end() {
                                // the swarm's events go on
                            }
                        }));
    }

    void endIn(Instant now) {
        wanted.until.ifPresent(
                until -> {
                    var left = Duration.between(now, until);
                    var wait = left.isNegative() ? GRACE : left.plus(GRACE);
                    sources.add(loop.schedule(wait, this::end));
                });
    }

    private void event(ClusterEvent event) {
        if (wanted.fits(event)) {
            send(Json.bytes(shape(event).node()));
        }
    }

    private void send(byte[] json) {
        if (!over.get()) {
            var line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            out.offer(line);
        }
    }

    private static Shape shape(ClusterEvent event) {
        var at = event.at();
        var actor =
                new Shape()
                        .with("ID", event.id())
                        .with("Attributes", new TreeMap<>(event.attributes()));
        return new Shape()
                .with("Type", event.type())
                .with("Action", event.action())
                .with("Actor", actor)
                .with("scope", "swarm")
                .with("time", at.getEpochSecond())
                .with("timeNano", at.getEpochSecond() * NANOS + at.getNano());
    }

    private void end() {
        cancel();
        out.end();
    }

    @Override
    public void cancel() {
        over.set(true);
        sources.forEach(Cancellable::cancel);
    }
}
