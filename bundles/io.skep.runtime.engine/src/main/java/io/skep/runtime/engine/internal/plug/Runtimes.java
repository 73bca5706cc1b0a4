package io.skep.runtime.engine.internal.plug;

import io.skep.lifecycle.DutyContext;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugRow;
import io.skep.lifecycle.Providers;
import io.skep.lifecycle.Socket;
import io.skep.model.NodeDescription;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.seam.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtimes of this node: one socket for each that is needed. Tasks stay with the runtime that
 * made their container; new ones go to the chosen one.
 */
public final class Runtimes implements RuntimeHost.Listener {

    /** Which runtime is chosen: a name; empty means try Docker, else processes. */
    public static final String SETTING = "runtime";

    private static final Logger log = LoggerFactory.getLogger(Runtimes.class);
    private static final String DOCKER = "docker";
    private static final String PROCESS = "process";
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Who works with the runtimes. */
    public interface Listener {
        /** A runtime works, for the first time or again. */
        void live(String runtime);

        /** A runtime does not work any more; verbs in flight are void. */
        void lost(String runtime);
    }

    /** A socket and its host. */
    private record Berth(Socket<ContainerRuntime, RuntimeSink> socket, RuntimeHost host) {}

    private final DutyContext context;
    private final Loop loop;
    private final Providers<ContainerRuntime, RuntimeSink> providers;
    private final RuntimeSink sink;
    private final Listener listener;
    // changed on the loop; read by threads that list plugs
    private final SortedMap<String, Berth> berths = new ConcurrentSkipListMap<>();
    // the chosen runtime; changed on the loop; read by threads that list plugs
    private final AtomicReference<String> chosen = new AtomicReference<>("");

    /** No runtimes yet. */
    public Runtimes(
            DutyContext context,
            Loop loop,
            Providers<ContainerRuntime, RuntimeSink> providers,
            RuntimeSink sink,
            Listener listener) {
        this.context = context;
        this.loop = loop;
        this.providers = providers;
        this.sink = sink;
        this.listener = listener;
    }

    /** Opens those that have made something, and chooses one for new tasks. */
    public void start(List<Handle> made) {
        made.stream().map(Handle::runtime).distinct().forEach(this::need);
        var wanted = context.setting(SETTING, "");
        if (!wanted.isEmpty()) {
            choose(wanted);
        } else if (!made.isEmpty()) {
            choose(berths.containsKey(DOCKER) ? DOCKER : berths.firstKey());
        } else {
            need(DOCKER);
            loop.schedule(RETRY, this::decide);
        }
    }

    private void choose(String runtime) {
        chosen.set(runtime);
        need(runtime);
        log.info("runtime {}: takes new tasks", runtime);
    }

    private void need(String runtime) {
        if (!berths.containsKey(runtime)) {
            var host = new RuntimeHost(runtime, () -> contextOf(runtime), this);
            var socket = new Socket<>("runtime", loop, context.seams().time(), host);
            berths.put(runtime, new Berth(socket, host));
            socket.want(runtime);
            providers.attach(socket);
        }
    }

    private PlugContext<RuntimeSink> contextOf(String runtime) {
        var settings = new TreeMap<>(context.settings());
        settings.put(ContainerRuntime.CLUSTER_SETTING, context.cluster().value());
        var directory = context.directory().resolve("runtime").resolve(runtime);
        return new PlugContext<>(loop, context.seams(), sink, directory, settings);
    }

    /** Nothing was said and nothing was made: an engine that answers, else processes. */
    private void decide() {
        if (!chosen.get().isEmpty()) {
            return;
        }
        var hasEngine = knows(DOCKER) && !state(DOCKER).equals("failed");
        if (!hasEngine && knows(PROCESS)) {
            choose(PROCESS);
            drop(DOCKER);
        } else {
            loop.schedule(RETRY, this::decide);
        }
    }

    private boolean knows(String runtime) {
        return providers.infos().stream().anyMatch(info -> info.name().equals(runtime));
    }

    private String state(String runtime) {
        return rows().stream()
                .filter(row -> row.info().name().equals(runtime))
                .map(PlugRow::state)
                .findFirst()
                .orElse("");
    }

    private void drop(String runtime) {
        var berth = berths.remove(runtime);
        if (berth != null) {
            providers.detach(berth.socket());
            berth.socket().close();
        }
    }

    @Override
    public void live(String runtime) {
        if (chosen.get().isEmpty()) {
            choose(runtime);
        }
        listener.live(runtime);
    }

    @Override
    public void lost(String runtime) {
        listener.lost(runtime);
    }

    @Override
    public void failed(String runtime) {
        if (chosen.get().isEmpty()) {
            loop.execute(this::decide);
        }
        loop.schedule(RETRY, () -> retry(runtime));
    }

    private void retry(String runtime) {
        var berth = berths.get(runtime);
        if (berth != null) {
            berth.socket().retry();
        }
    }

    /** Which runtime new tasks go to; empty while that is not decided. Any thread. */
    public String chosen() {
        return chosen.get();
    }

    /** A runtime that works now. */
    public Optional<ContainerRuntime> of(String runtime) {
        return Optional.ofNullable(berths.get(runtime)).flatMap(berth -> berth.host().plug());
    }

    /** The names of all that work now. */
    public List<String> live() {
        return berths.keySet().stream().filter(name -> of(name).isPresent()).toList();
    }

    /** The node's facts as the chosen runtime sees them. */
    public Optional<NodeDescription> facts() {
        return Optional.ofNullable(berths.get(chosen.get()))
                .flatMap(berth -> berth.host().facts())
                .map(this::ours);
    }

    /** The facts of the node, with what its owner has set. */
    private NodeDescription ours(NodeDescription facts) {
        var runtimes = new ArrayList<>(List.of(chosen.get()));
        live().stream().filter(name -> !runtimes.contains(name)).forEach(runtimes::add);
        return new NodeDescription(
                context.setting("hostname", facts.hostname()),
                facts.platform(),
                facts.resources(),
                facts.engineVersion(),
                facts.engineLabels(),
                facts.plugins(),
                runtimes);
    }

    /** Asks the chosen runtime for the node's facts. */
    public CompletionStage<Void> look() {
        var berth = berths.get(chosen.get());
        if (berth == null || berth.host().plug().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var facts = berth.host().plug().get().describe();
        return loop.on(facts).thenAccept(berth.host()::learn);
    }

    /** All plugs there are. Any thread. */
    public List<PlugRow> rows() {
        return providers.infos().stream().map(this::row).toList();
    }

    private PlugRow row(PlugInfo info) {
        var berth = berths.get(info.name());
        return (berth == null ? List.<PlugRow>of() : berth.socket().rows())
                .stream()
                        .filter(row -> row.info().equals(info))
                        .findFirst()
                        .orElseGet(() -> new PlugRow(info, "available", 0, ""));
    }

    /** Lets all of them go; containers stay. */
    public CompletionStage<Void> close() {
        var sockets = berths.values().stream().map(Berth::socket).toList();
        sockets.forEach(providers::detach);
        return CompletableFuture.allOf(
                sockets.stream()
                        .map(socket -> socket.close().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new));
    }
}
