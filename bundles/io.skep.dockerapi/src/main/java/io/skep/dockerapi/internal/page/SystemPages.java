package io.skep.dockerapi.internal.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.control.Control;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.ApiVersion;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Json;
import io.skep.dockerjson.Shape;
import io.skep.dockerjson.Times;
import io.skep.model.View;
import io.skep.seam.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** {@code /_ping}, {@code /version} and {@code /info}. */
final class SystemPages {

    private static final long PATIENCE_SECONDS = 5;
    private static final Map<String, String> UNCACHED =
            Map.of("Cache-Control", "no-cache, no-store, must-revalidate", "Pragma", "no-cache");

    private final Control control;
    private final EngineLink engine;
    private final Machine machine;
    private final Time time;

    SystemPages(Control control, EngineLink engine, Site site) {
        this.control = control;
        this.engine = engine;
        this.machine = site.machine();
        this.time = site.time();
    }

    void on(Routes routes) {
        routes.get("/_ping", ask -> Routes.done(ping("OK")));
        routes.head("/_ping", ask -> Routes.done(ping("")));
        routes.get("/version", ask -> engines(ask, ownVersion()).thenApply(this::version));
        routes.get("/info", this::info);
    }

    private Reply ping(String body) {
        var headers = new java.util.TreeMap<>(UNCACHED);
        headers.put("Swarm", swarm());
        return Reply.text(200, body, headers);
    }

    private String swarm() {
        var local = control.local();
        if (!local.active()) {
            return local.state();
        }
        return local.manager() ? "active/manager" : "active/worker";
    }

    /** What the engine says, or what we say where there is none. */
    private CompletionStage<ObjectNode> engines(Ask ask, ObjectNode otherwise) {
        if (!engine.present()) {
            return CompletableFuture.completedFuture(otherwise);
        }
        return engine.call("GET", ask.uri(), Map.of(), new byte[0])
                .thenApply(
                        answer ->
                                answer.good()
                                                && Json.parse(answer.body())
                                                        instanceof ObjectNode object
                                        ? object
                                        : otherwise)
                .exceptionally(unreachable -> otherwise);
    }

    private Reply version(ObjectNode answer) {
        answer.put("ApiVersion", ApiVersion.NEWEST.toString());
        answer.put("MinAPIVersion", ApiVersion.oldest().toString());
        return Reply.ok(answer);
    }

    private ObjectNode ownVersion() {
        var details =
                new Shape()
                        .with("ApiVersion", ApiVersion.NEWEST.toString())
                        .with("Arch", machine.goArchitecture())
                        .with("KernelVersion", machine.kernel())
                        .with("MinAPIVersion", ApiVersion.oldest().toString())
                        .with("Os", "linux");
        var component =
                new Shape()
                        .with("Name", "Engine")
                        .with("Version", ApiVersion.PRODUCT)
                        .with("Details", details);
        return new Shape()
                .with("Platform", new Shape().with("Name", "Skep"))
                .with("Components", Json.array(List.of(component.node())))
                .with("Version", ApiVersion.PRODUCT)
                .with("ApiVersion", ApiVersion.NEWEST.toString())
                .with("MinAPIVersion", ApiVersion.oldest().toString())
                .with("GitCommit", "")
                .with("GoVersion", "")
                .with("Os", "linux")
                .with("Arch", machine.goArchitecture())
                .with("KernelVersion", machine.kernel())
                .node();
    }

    private CompletionStage<Reply> info(Ask ask) {
        return engines(ask, ownInfo())
                .thenCombine(
                        view(),
                        (info, view) -> {
                            info.set("Swarm", SwarmInfo.of(control.local(), view).node());
                            return Reply.ok(info);
                        });
    }

    /** The cluster as a manager knows it, if it answers in time. */
    private CompletionStage<Optional<View>> view() {
        var local = control.local();
        if (!local.active() || !local.manager()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return control.read()
                .thenApply(Optional::of)
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(leaderless -> Optional.empty());
    }

    private ObjectNode ownInfo() {
        return new Shape()
                .with("ID", control.local().nodeId())
                .with("Containers", 0)
                .with("ContainersRunning", 0)
                .with("ContainersPaused", 0)
                .with("ContainersStopped", 0)
                .with("Images", 0)
                .with("Driver", "")
                .with("DriverStatus", List.of())
                .with(
                        "Plugins",
                        Map.of("Volume", List.of(), "Network", List.of(), "Log", List.of()))
                .with("SystemTime", Times.text(now()))
                .with("KernelVersion", machine.kernel())
                .with("OperatingSystem", machine.system())
                .with("OSType", "linux")
                .with("Architecture", machine.architecture())
                .with("IndexServerAddress", "https://index.docker.io/v1/")
                .with("NCPU", machine.cpus())
                .with("MemTotal", machine.memory())
                .with("Name", control.local().hostname())
                .with("Labels", List.of())
                .with("ExperimentalBuild", false)
                .with("ServerVersion", ApiVersion.PRODUCT)
                .with("Runtimes", Map.of())
                .with("DefaultRuntime", "")
                .with("LiveRestoreEnabled", true)
                .with("SecurityOptions", List.of())
                .with("Warnings", null)
                .node();
    }

    private Instant now() {
        return time.now();
    }
}
