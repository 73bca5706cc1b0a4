package io.skep.shell.internal.swarm;

import io.skep.control.Command.CreateService;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Typed;
import io.skep.shell.internal.complete.Modes;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code swarm:service-create}. */
@Service
@Command(scope = "swarm", name = "service-create", description = "Creates a service")
public final class ServiceCreate extends ClusterAction {

    @Option(name = "--name", description = "Name; one is invented without it")
    private String name = "";

    @Option(name = "--mode", description = "replicated, global, replicated-job or global-job")
    @Completion(Modes.class)
    private String mode = "replicated";

    @Option(name = "--replicas", description = "How many tasks")
    private @Nullable Long replicas;

    @Option(
            name = "--publish",
            aliases = "-p",
            description = "Port: 8080:80, 53:53/udp or host:8080:80",
            multiValued = true)
    private List<String> publish = List.of();

    @Option(name = "--env", aliases = "-e", description = "NAME=value", multiValued = true)
    private List<String> env = List.of();

    @Option(name = "--constraint", description = "node.role==manager", multiValued = true)
    private List<String> constraints = List.of();

    @Option(name = "--label", aliases = "-l", description = "key=value", multiValued = true)
    private List<String> labels = List.of();

    @Option(name = "--limit-cpu", description = "CPUs a task may use, for example 0.5")
    private String limitCpu = "";

    @Option(name = "--limit-memory", description = "Memory a task may use, for example 64m")
    private String limitMemory = "";

    @Option(name = "--reserve-cpu", description = "CPUs kept for a task")
    private String reserveCpu = "";

    @Option(name = "--reserve-memory", description = "Memory kept for a task")
    private String reserveMemory = "";

    @Argument(
            index = 0,
            name = "image",
            description = "Image, or file: or mvn: coordinates of a program",
            required = true)
    private String image;

    @Argument(
            index = 1,
            name = "args",
            description = "Arguments of the program; write -- before those that begin with -",
            multiValued = true)
    private List<String> args = List.of();

    @Override
    protected String run() throws Exception {
        var needs = new Needs(limitCpu, limitMemory, reserveCpu, reserveMemory);
        var container = ContainerSpec.of(image).withArgs(args).withEnv(env);
        var edit =
                new Edit(container, TaskSpec.EMPTY).constrain(constraints, List.of()).need(needs);
        var spec =
                new ServiceSpec(
                        name,
                        Typed.labels(Map.of(), labels, List.of()),
                        edit.task(),
                        Mode.of(mode, replicas),
                        null,
                        null,
                        List.of(),
                        Edit.endpoint(null, publish, List.of()));
        return submit(new CreateService(spec, Payload.EMPTY)).id();
    }
}
