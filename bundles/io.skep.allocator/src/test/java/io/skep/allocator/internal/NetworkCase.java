package io.skep.allocator.internal;

import io.skep.model.Change;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.TaskAttachment;
import io.skep.model.TaskId;
import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.Ipam;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskDefaults;
import io.skep.model.spec.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A cluster whose networks, services and tasks get their addresses. */
abstract class NetworkCase {

    final AllocateStage stage = new AllocateStage();
    State state = State.EMPTY;
    DraftTurn last = new DraftTurn(state, Set.of());
    int steps;

    void commit(Change... changes) {
        steps++;
        var stamp = new Stamp(state.index() + 1, DraftTurn.NOW.plusSeconds(steps));
        state = state.after(List.of(changes), stamp);
    }

    void plan() {
        var services = new TreeSet<String>();
        state.services().forEach(service -> services.add(service.id().value()));
        last = new DraftTurn(state, services);
        stage.plan(last);
        state = last.state();
    }

    void network(String id, IpamPool... pools) {
        network(id, false, Map.of(), pools);
    }

    void network(String id, boolean ingress, Map<String, String> options, IpamPool... pools) {
        var six = List.of(pools).stream().anyMatch(pool -> pool.subnet().contains(":"));
        var ipam = pools.length == 0 ? null : new Ipam("", Map.of(), List.of(pools));
        var driver = id.equals("host") ? "host" : "overlay";
        var spec =
                new NetworkSpec(
                        id, Map.of(), driver, options, six, false, false, ingress, ipam, "", "");
        commit(Change.put(Part.NETWORK_SPEC, new NetworkId(id), spec));
    }

    static IpamPool pool(String subnet, String range, String gateway) {
        return new IpamPool(subnet, range, gateway, Map.of());
    }

    void wish(String id, EndpointSpec endpoint, String... networks) {
        var spec =
                new ServiceSpec(
                        id,
                        Map.of(),
                        template(networks),
                        ServiceMode.replicated(1),
                        null,
                        null,
                        List.of(),
                        endpoint);
        var wish = new ServiceWish(spec, 1, null, 0, 0, null, false, Payload.EMPTY, Payload.EMPTY);
        commit(Change.put(Part.SERVICE_SPEC, new ServiceId(id), wish));
    }

    static TaskSpec template(String... networks) {
        var places =
                List.of(networks).stream()
                        .map(n -> new NetworkAttachmentConfig(n, List.of("web"), Map.of()))
                        .toList();
        return new TaskSpec(null, null, null, null, places, null, 0, "");
    }

    static EndpointSpec vip(PortConfig... ports) {
        return new EndpointSpec("vip", List.of(ports));
    }

    void task(String id, String service) {
        var owner = state.services().get(service).orElseThrow();
        var plan = TaskPlan.created(owner, 1, null, new TaskDefaults(null), DraftTurn.NOW);
        commit(Change.put(Part.TASK_PLAN, new TaskId(id), plan));
    }

    void ended(String id) {
        var plan = task(id).withDesired(TaskState.SHUTDOWN);
        commit(
                Change.put(
                        Part.TASK_PLAN,
                        new TaskId(id),
                        plan.withPhase(TaskState.SHUTDOWN, DraftTurn.NOW, "shutdown", "")));
    }

    TaskPlan task(String id) {
        return state.tasks().get(id).orElseThrow().plan().value();
    }

    NetworkPlan planned(String id) {
        var stored = state.networks().get(id).map(Network::plan).orElseThrow();
        return stored.value();
    }

    List<String> addresses(String task) {
        return task(task).networks().stream()
                .map(TaskAttachment::addresses)
                .flatMap(List::stream)
                .toList();
    }

    List<String> virtual(String service) {
        return state.services().get(service).orElseThrow().planOrEmpty().virtualIps().stream()
                .map(vip -> vip.networkId() + " " + vip.addr())
                .toList();
    }
}
