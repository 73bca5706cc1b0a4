package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.skep.model.Freshness;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Table;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lists of stored objects, filtered. Source: docker-api-notes 3 and 7. */
public final class Lists {

    private static final String UP_TO_DATE = "_up-to-date";
    private static final String SWARM = "swarm";
    private static final List<String> STATES =
            Arrays.stream(TaskState.values()).map(TaskState::label).toList();

    private Lists() {}

    /** Services. */
    public static ArrayNode services(View view, Filters filters, Rendering rendering) {
        return services(
                view,
                filters,
                service -> rendering.of(service, List.of(), () -> ServiceShape.of(service).node()));
    }

    /** Services, and how many of their tasks run. */
    public static ArrayNode servicesWithStatus(View view, Filters filters) {
        return services(view, filters, service -> ServiceShape.withStatus(service, view).node());
    }

    private static ArrayNode services(
            View view, Filters filters, Function<Service, JsonNode> shown) {
        filters.of(Set.of("id", "label", "mode", "name", "runtime"));
        return list(
                view.services(),
                service ->
                        named(filters, service.id().value(), service.spec().name())
                                && filters.labels("label", service.spec().labels())
                                && filters.exactly("mode", service.spec().mode().label())
                                && filters.exactly("runtime", "container"),
                shown);
    }

    /** Nodes. */
    public static ArrayNode nodes(View view, Filters filters) {
        filters.of(Set.of("id", "label", "name", "membership", "role", "node.label"));
        filters.choice("role", List.of("worker", "manager"));
        filters.choice("membership", List.of("accepted", "pending"));
        return list(
                view.nodes(),
                node -> fits(filters, node),
                node -> NodeShape.of(node, view.cluster()).node());
    }

    private static boolean fits(Filters filters, Node node) {
        var spec = node.spec().value();
        var status = node.status();
        Map<String, String> engine =
                status == null ? Map.of() : status.value().description().engineLabels();
        return named(
                        filters,
                        node.id().value(),
                        spec.name().isEmpty() ? node.hostname() : spec.name())
                && filters.labels("label", engine)
                && filters.labels("node.label", spec.labels())
                && filters.exactly("role", spec.role().name().toLowerCase(Locale.ROOT))
                && filters.exactly("membership", "accepted");
    }

    /** Tasks; of unknown services and nodes is an error. */
    public static ArrayNode tasks(View view, Filters filters, Rendering rendering) {
        filters.of(
                Set.of(
                        "id",
                        "label",
                        "name",
                        "node",
                        "service",
                        "desired-state",
                        UP_TO_DATE,
                        "runtime"));
        filters.choice("desired-state", STATES);
        var services = new TreeSet<String>();
        filters.of("service").forEach(s -> services.add(Find.service(view, s).id().value()));
        var nodes = new TreeSet<String>();
        filters.of("node").forEach(n -> nodes.add(Find.node(view, n).id().value()));
        Predicate<Task> fresh = filters.has(UP_TO_DATE) ? fresh(view) : any -> true;
        var repeated = new Repeated();
        return list(
                view.tasks(),
                task ->
                        among(services, task.plan().value().serviceId().value())
                                && among(nodes, String.valueOf(task.plan().value().nodeId()))
                                && fits(filters, task)
                                && fresh.test(task),
                task -> TaskShape.listed(task, view, repeated, rendering));
    }

    private static boolean among(Set<String> wanted, String id) {
        return wanted.isEmpty() || wanted.contains(id);
    }

    private static boolean fits(Filters filters, Task task) {
        return named(filters, task.id().value(), task.name())
                && filters.labels("label", task.plan().value().serviceLabels())
                && filters.exactly("desired-state", task.desired().label())
                && filters.exactly("runtime", "container");
    }

    private static Predicate<Task> fresh(View view) {
        var known = new TreeMap<ServiceId, Optional<Freshness>>();
        return task ->
                known.computeIfAbsent(
                                task.plan().value().serviceId(),
                                id -> view.services().get(id).map(s -> new Freshness(s, view)))
                        .filter(service -> service.fresh(task))
                        .isPresent();
    }

    /** Secrets. */
    public static ArrayNode secrets(View view, Filters filters) {
        return list(
                view.secrets(),
                data(
                        filters,
                        secret -> secret.id().value(),
                        secret -> secret.spec().value().name(),
                        secret -> secret.spec().value().labels()),
                data -> DataShape.of(data).node());
    }

    /** Configs. */
    public static ArrayNode configs(View view, Filters filters) {
        return list(
                view.configs(),
                data(
                        filters,
                        config -> config.id().value(),
                        config -> config.spec().value().name(),
                        config -> config.spec().value().labels()),
                data -> DataShape.of(data).node());
    }

    private static <V> Predicate<V> data(
            Filters filters,
            Function<V, String> id,
            Function<V, String> name,
            Function<V, Map<String, String>> labels) {
        filters.of(Set.of("id", "label", "name", "names"));
        return value ->
                named(filters, id.apply(value), name.apply(value))
                        && filters.exactly("names", name.apply(value))
                        && filters.labels("label", labels.apply(value));
    }

    /** The swarm's networks, but for those that every node has by itself. */
    public static ArrayNode networks(View view, Filters filters) {
        filters.of(Set.of("dangling", "driver", "id", "label", "name", "scope", "type"));
        filters.choice("type", List.of("builtin", "custom"));
        return list(
                view.networks(),
                network -> fits(filters, network),
                network -> NetworkShape.of(network).node());
    }

    private static boolean fits(Filters filters, Network network) {
        var spec = network.spec().value();
        return !NetworkShape.predefined(spec)
                && filters.prefix("id", network.id().value())
                && filters.any("name", spec.name(), NamePattern::fits)
                && filters.exactly("driver", spec.driver())
                && filters.exactly("scope", SWARM)
                && filters.exactly("type", "custom")
                && filters.labels("label", spec.labels())
                && !filters.has("dangling");
    }

    private static boolean named(Filters filters, String id, String name) {
        return filters.prefix("id", id) && filters.prefix("name", name);
    }

    private static <V> ArrayNode list(
            Table<V> table, Predicate<V> fits, Function<V, JsonNode> shown) {
        return Json.array(table.stream().filter(fits).map(shown).toList());
    }
}
