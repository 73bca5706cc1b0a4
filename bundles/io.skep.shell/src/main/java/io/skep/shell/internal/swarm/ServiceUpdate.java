package io.skep.shell.internal.swarm;

import io.skep.control.Command.UpdateService;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Refused;
import io.skep.shell.internal.Typed;
import io.skep.shell.internal.complete.Services;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** {@code swarm:service-update}. */
@Service
@Command(scope = "swarm", name = "service-update", description = "Changes a service")
public final class ServiceUpdate extends ClusterAction {

    @Argument(name = "service", description = "Id, name or id prefix", required = true)
    @Completion(Services.class)
    private String service;

    @Option(name = "--image", description = "Another image")
    private String image = "";

    @Option(name = "--args", description = "Other arguments", multiValued = true)
    private List<String> args = List.of();

    @Option(name = "--replicas", description = "How many tasks")
    private @Nullable Long replicas;

    @Option(name = "--env-add", description = "NAME=value", multiValued = true)
    private List<String> envAdd = List.of();

    @Option(name = "--env-rm", description = "NAME", multiValued = true)
    private List<String> envRm = List.of();

    @Option(name = "--constraint-add", description = "Constraint", multiValued = true)
    private List<String> constraintAdd = List.of();

    @Option(name = "--constraint-rm", description = "Constraint", multiValued = true)
    private List<String> constraintRm = List.of();

    @Option(name = "--label-add", description = "key=value", multiValued = true)
    private List<String> labelAdd = List.of();

    @Option(name = "--label-rm", description = "key", multiValued = true)
    private List<String> labelRm = List.of();

    @Option(name = "--publish-add", description = "Port", multiValued = true)
    private List<String> publishAdd = List.of();

    @Option(name = "--publish-rm", description = "Target port", multiValued = true)
    private List<Integer> publishRm = List.of();

    @Option(name = "--limit-cpu", description = "CPUs a task may use, for example 0.5")
    private String limitCpu = "";

    @Option(name = "--limit-memory", description = "Memory a task may use, for example 64m")
    private String limitMemory = "";

    @Option(name = "--reserve-cpu", description = "CPUs kept for a task")
    private String reserveCpu = "";

    @Option(name = "--reserve-memory", description = "Memory kept for a task")
    private String reserveMemory = "";

    @Option(name = "--force", description = "Replace the tasks even if nothing changed")
    private boolean force;

    @Option(name = "--rollback", description = "Go back to the spec before")
    private boolean rollback;

    @Override
    protected String run() throws Exception {
        var found = service(view(), service);
        var spec = found.spec();
        var command =
                new UpdateService(
                        found.id().value(),
                        found.wish().version(),
                        rollback ? spec : changed(spec),
                        Payload.EMPTY,
                        "",
                        rollback ? "previous" : "");
        return submit(command).id();
    }

    private ServiceSpec changed(ServiceSpec spec) throws Exception {
        return new ServiceSpec(
                spec.name(),
                Typed.labels(spec.labels(), labelAdd, labelRm),
                task(spec.taskTemplate()),
                Mode.scaled(spec.mode(), replicas),
                spec.updateConfig(),
                spec.rollbackConfig(),
                spec.networks(),
                Edit.endpoint(spec.endpointSpec(), publishAdd, publishRm));
    }

    private TaskSpec task(TaskSpec before) throws Exception {
        var container = before.containerSpec();
        if (container == null) {
            throw new Refused("the service runs no container");
        }
        var environment = Typed.env(container.env(), envAdd, envRm);
        var changed =
                container
                        .withImage(image.isEmpty() ? container.image() : image)
                        .withArgs(args.isEmpty() ? container.args() : args)
                        .withEnv(environment);
        var needs = new Needs(limitCpu, limitMemory, reserveCpu, reserveMemory);
        var edit = new Edit(changed, before).constrain(constraintAdd, constraintRm).need(needs);
        return force ? edit.force().task() : edit.task();
    }
}
