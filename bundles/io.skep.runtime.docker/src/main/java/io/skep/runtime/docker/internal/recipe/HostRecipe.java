package io.skep.runtime.docker.internal.recipe;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Limits;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.ResourceRequirements;
import io.skep.runtime.spi.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the container gets of its host. */
final class HostRecipe {

    private static final Limits NO_LIMITS = new Limits(0, 0, 0);

    private HostRecipe() {}

    static Body of(Workload workload, String networkMode) {
        var body = new Body().with("RestartPolicy", Map.of("Name", "no"));
        network(body, workload, networkMode);
        kernel(body, workload.container());
        resources(body, workload.plan().spec().resources());
        log(body, workload.plan().logDriver().orElse(null));
        var mounts = new ArrayList<Body>();
        mounts.addAll(MountRecipe.mounts(workload.container().mounts()));
        mounts.addAll(MountRecipe.files(workload.files()));
        return body.list("Mounts", mounts)
                .list("Binds", MountRecipe.binds(workload.container().mounts()));
    }

    private static void network(Body body, Workload workload, String networkMode) {
        var spec = workload.container();
        var dns = NetworkRecipe.dns(workload);
        body.with("NetworkMode", networkMode)
                .list("ExtraHosts", spec.hosts().stream().map(HostRecipe::host).toList())
                .list("Dns", dns.nameservers())
                .list("DnsSearch", dns.search())
                .list("DnsOptions", dns.options());
        if (!networkMode.equals("host")) {
            body.map("PortBindings", Ports.bindings(workload.plan().ports()));
        }
    }

    /** From {@code IP name [name...]} to {@code name:IP}. Source: swarm-behaviour EX-9. */
    private static String host(String entry) {
        var words = entry.trim().split("\\s+");
        return words.length < 2 ? entry : words[1] + ":" + words[0];
    }

    private static void kernel(Body body, ContainerSpec spec) {
        body.flag("ReadonlyRootfs", spec.readOnly())
                .list("GroupAdd", spec.groups())
                .list("CapAdd", spec.capabilityAdd())
                .list("CapDrop", spec.capabilityDrop())
                .map("Sysctls", spec.sysctls())
                .text("Isolation", spec.isolation())
                .number("OomScoreAdj", spec.oomScoreAdj())
                .list("SecurityOpt", Security.options(spec.privileges()))
                .list("Ulimits", ulimits(spec));
        if (spec.init() != null) {
            body.with("Init", spec.init());
        }
    }

    private static List<Body> ulimits(ContainerSpec spec) {
        return spec.ulimits().stream()
                .map(
                        limit ->
                                new Body()
                                        .with("Name", limit.name())
                                        .with("Soft", limit.soft())
                                        .with("Hard", limit.hard()))
                .toList();
    }

    private static void resources(Body body, @Nullable ResourceRequirements resources) {
        if (resources == null) {
            return;
        }
        var limits = resources.limits() == null ? NO_LIMITS : resources.limits();
        body.number("NanoCpus", limits.nanoCpus())
                .number("Memory", limits.memoryBytes())
                .number("PidsLimit", limits.pids());
        if (resources.reservations() != null) {
            body.number("MemoryReservation", resources.reservations().memoryBytes());
        }
    }

    private static void log(Body body, @Nullable LogDriver driver) {
        if (driver != null && !driver.name().isEmpty()) {
            var config = new Body().with("Type", driver.name()).map("Config", driver.options());
            body.with("LogConfig", config);
        }
    }
}
