package io.skep.control.engine.internal.object;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Names;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.Part;
import io.skep.model.Service;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.store.Draft;
import java.util.List;

/** Creates and removes the cluster's networks. Source: swarm-behaviour 1.12. */
public final class NetworkDesk {

    private static final List<String> PREDEFINED = List.of("bridge", "host", "none", "default");

    private NetworkDesk() {}

    /** {@code docker network create}. */
    public static Receipt create(Command.CreateNetwork command, Fresh fresh, Draft draft) {
        var spec = Overlay.of(command.spec());
        if (PREDEFINED.contains(spec.name())) {
            throw Refusals.plain(
                    Code.FORBIDDEN,
                    "%s is a pre-defined network and cannot be created",
                    spec.name());
        }
        check(spec, draft);
        var id = new NetworkId(fresh.id());
        draft.put(Part.NETWORK_SPEC, id, spec);
        return Receipt.of(id.value());
    }

    /** {@code docker network rm}. */
    public static Receipt remove(Command.RemoveNetwork command, Fresh fresh, Draft draft) {
        var network = Find.network(draft, command.network());
        var spec = network.spec().value();
        if (Overlay.predefined(spec)) {
            throw Refusals.plain(
                    Code.FORBIDDEN,
                    "%s is a pre-defined network and cannot be removed",
                    spec.name());
        }
        if (spec.ingress()) {
            checkNoIngressPort(draft);
        }
        checkUnused(network, draft);
        draft.remove(Kind.NETWORK, network.id());
        return Receipt.of(network.id().value());
    }

    private static void check(NetworkSpec spec, View view) {
        Names.dns(spec.name());
        Overlay.check(spec);
        if (view.networks().taken(spec.name())) {
            throw Refusals.plain(Code.CONFLICT, "network with name %s already exists", spec.name());
        }
        for (var network : view.networks()) {
            if (spec.ingress() && network.spec().value().ingress()) {
                throw Refusals.exists("ingress network (%s) is already present", network.id());
            }
        }
    }

    // NW-5
    private static void checkNoIngressPort(View view) {
        for (var service : view.services()) {
            if (service.spec().ports().stream().anyMatch(port -> !port.hostMode())) {
                throw Refusals.precondition(
                        "ingress network cannot be removed because service %s depends on it",
                        service.id());
            }
        }
    }

    // NW-14
    private static void checkUnused(Network network, View view) {
        for (var service : view.services()) {
            if (uses(network, service)) {
                throw inUse(network, "service " + service.id());
            }
        }
        for (var guest : network.guestsOrNone().guests()) {
            throw inUse(network, "task " + guest.id());
        }
        for (var task : view.tasks()) {
            if (holds(network, task, view)) {
                throw inUse(network, "task " + task.id());
            }
        }
    }

    private static boolean uses(Network network, Service service) {
        var previous = service.wish().value().previous();
        return uses(network, service.spec().taskTemplate())
                || (previous != null && uses(network, previous.taskTemplate()));
    }

    private static boolean uses(Network network, TaskSpec spec) {
        return spec.networks().stream()
                .anyMatch(attachment -> attachment.target().equals(network.id().value()));
    }

    // tasks of a removed service are on their way out (docker-api-notes 3)
    private static boolean holds(Network network, Task task, View view) {
        var plan = task.plan().value();
        return !task.desired().after(TaskState.RUNNING)
                && !task.state().after(TaskState.RUNNING)
                && view.services().get(plan.serviceId()).isPresent()
                && uses(network, plan.spec());
    }

    private static RuntimeException inUse(Network network, String user) {
        return Refusals.precondition("network %s is in use by %s", network.id(), user);
    }
}
