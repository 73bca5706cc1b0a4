package io.skep.runtime.process.internal.launch;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.PortConfig;
import io.skep.runtime.process.internal.box.Recipe;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.runtime.spi.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes recipes of workloads. */
public final class Recipes {

    private static final Pattern SIGNAL = Pattern.compile("\\d+|[A-Z][A-Z0-9+-]*");

    private final Program program;

    /** Recipes for such programs. */
    public Recipes(Program program) {
        this.program = program;
    }

    /**
     * The recipe of a workload.
     *
     * @param work its own directory
     * @throws RuntimeFailure when it cannot run
     */
    public Recipe of(Workload workload, Path work) {
        var c = workload.container();
        var directory = directory(c, work);
        var ports = FreePorts.chosen(workload.plan().ports());
        var env = environment(c, directory, ports);
        if (!workload.files().targets().isEmpty()) {
            env.putIfAbsent("SKEP_FILES", workload.files().directory());
        }
        var path = env.getOrDefault("PATH", Supervisor.PATH);
        var resources = workload.plan().spec().resources();
        return new Recipe(
                workload.task(),
                workload.cluster().value(),
                program.command(c, path, directory),
                env.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList(),
                directory.toString(),
                signal(c.stopSignal()),
                c.healthcheck(),
                resources == null ? null : resources.limits(),
                c.ulimits(),
                c.oomScoreAdj(),
                ports);
    }

    private static Path directory(ContainerSpec c, Path work) {
        if (c.dir().isEmpty()) {
            return work;
        }
        var directory = Path.of(c.dir());
        if (!directory.isAbsolute() || !Files.isDirectory(directory)) {
            throw RuntimeFailure.fatal("no such working directory: " + c.dir());
        }
        return directory;
    }

    private static SortedMap<String, String> environment(
            ContainerSpec c, Path directory, List<PortConfig> ports) {
        var env = new TreeMap<String, String>();
        env.put("PATH", Supervisor.PATH);
        env.put("HOME", directory.toString());
        if (!c.hostname().isEmpty()) {
            env.put("HOSTNAME", c.hostname());
        }
        ports.stream()
                .filter(PortConfig::hostMode)
                .forEach(port -> env.put("SKEP_PORT_" + port.targetPort(), outside(port)));
        for (var variable : c.env()) {
            var equals = variable.indexOf('=');
            if (equals < 0) {
                // as with Docker: a name without a value takes it away
                env.remove(variable);
            } else if (equals > 0) {
                env.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return env;
    }

    private static String outside(PortConfig port) {
        return Integer.toString(port.publishedPort());
    }

    private static String signal(String given) {
        var upper = given.toUpperCase(Locale.ROOT);
        var name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        if (name.isEmpty()) {
            return "TERM";
        }
        if (!SIGNAL.matcher(name).matches()) {
            throw RuntimeFailure.fatal("Invalid signal: " + given);
        }
        return name;
    }
}
