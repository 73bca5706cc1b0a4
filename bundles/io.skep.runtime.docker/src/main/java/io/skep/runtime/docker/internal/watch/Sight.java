package io.skep.runtime.docker.internal.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.ContainerStatus;
import io.skep.runtime.docker.internal.recipe.Ports;
import io.skep.runtime.spi.Health;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.Observed.Phase;
import java.util.List;

/** From the engine's inspection of a container to the contract's words. */
public final class Sight {

    private Sight() {}

    public static Observed of(JsonNode container) {
        var state = container.path("State");
        var phase = phase(state);
        var pid = phase == Phase.RUNNING ? state.path("Pid").asLong() : 0;
        var code = phase == Phase.EXITED ? state.path("ExitCode").asInt() : 0;
        var name = container.path("Config").path("Hostname").asText();
        return new Observed(
                phase,
                new ContainerStatus(container.path("Id").asText(), pid, code, name),
                phase == Phase.RUNNING ? health(state) : Health.NONE,
                Ports.bound(container.path("NetworkSettings").path("Ports")),
                error(state));
    }

    /** Somebody else removed it. */
    static Observed destroyed(String id) {
        var status = new ContainerStatus(id, 0, 0);
        return new Observed(Phase.EXITED, status, Health.NONE, List.of(), "container destroyed");
    }

    /** The signal that asks it to stop. */
    public static String stopSignal(JsonNode container) {
        var signal = container.path("Config").path("StopSignal").asText();
        return signal.isEmpty() ? "SIGTERM" : signal;
    }

    private static Phase phase(JsonNode state) {
        if (state.path("Running").asBoolean()) {
            return Phase.RUNNING;
        }
        return state.path("Status").asText().equals("created") ? Phase.CREATED : Phase.EXITED;
    }

    private static Health health(JsonNode state) {
        return switch (state.path("Health").path("Status").asText()) {
            case "starting" -> Health.STARTING;
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.NONE;
        };
    }

    private static String error(JsonNode state) {
        var error = state.path("Error").asText();
        return error.isEmpty() && state.path("OOMKilled").asBoolean() ? "OOMKilled" : error;
    }
}
