package io.skep.dispatcher.internal.wiring;

import io.skep.model.Guest;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.NetworkSeats;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Plugin;
import io.skep.model.Service;
import io.skep.model.ServiceId;
import io.skep.model.Stored;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Traffic;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.PortConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What follows from a view. Pure. Source: swarm-behaviour NW-10, NW-16, EX-3. */
final class Draughtsman {

    private static final Plugin OVERLAY = new Plugin("Network", "overlay");
    private static final int HEAD = 12;
    private static final String OURS = "skep.";

    private Draughtsman() {}

    /** A task's endpoints by network; none before it has a node, and none after it ended. */
    static SortedMap<NetworkId, Endpoint> endpoints(Task task, View view) {
        var found = new TreeMap<NetworkId, Endpoint>();
        var plan = task.plan().value();
        var node = plan.nodeId();
        if (node == null || plan.phase().before(TaskState.ASSIGNED) || task.terminal()) {
            return found;
        }
        var traffic = down(view, node) ? Traffic.LOST : traffic(task);
        for (var place : plan.networks()) {
            if (!place.addresses().isEmpty()) {
                found.put(
                        place.network(),
                        new Endpoint(
                                place.network(),
                                task.id(),
                                plan.serviceId(),
                                node,
                                host(view, node),
                                place.addresses(),
                                plan.slot(),
                                task.name(),
                                traffic,
                                traffic == Traffic.SERVING ? aliases(task) : List.of()));
            }
        }
        return found;
    }

    /** A container is called by the head of its id, and as it calls itself. DN-4. */
    private static List<String> aliases(Task task) {
        var status = task.status();
        var container = status == null ? null : status.value().container();
        if (container == null || container.hostname().isEmpty()) {
            return List.of();
        }
        var id = container.containerId();
        return Stream.of(id.substring(0, Math.min(HEAD, id.length())), container.hostname())
                .distinct()
                .toList();
    }

    /** The containers in a network that are no tasks and have addresses. */
    static SortedSet<TaskId> guests(NetworkId id, View view) {
        return view.networks().get(id).stream()
                .flatMap(network -> network.seatsOrNone().seats().stream())
                .map(NetworkSeats.Seat::guest)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The endpoints of a container that is no task; its service is itself. */
    static SortedMap<NetworkId, Endpoint> guest(TaskId id, List<NetworkId> networks, View view) {
        var found = new TreeMap<NetworkId, Endpoint>();
        for (var network : networks) {
            guest(network, id, view)
                    .ifPresent(guest -> found.put(network, endpoint(network, guest, view)));
        }
        return found;
    }

    private static Optional<Guest> guest(NetworkId network, TaskId id, View view) {
        return view.networks().get(network).flatMap(there -> there.guestsOrNone().guest(id));
    }

    private static Endpoint endpoint(NetworkId network, Guest guest, View view) {
        return new Endpoint(
                network,
                guest.id(),
                new ServiceId(guest.id().value()),
                guest.node(),
                host(view, guest.node()),
                view.networks()
                        .get(network)
                        .flatMap(there -> there.seatsOrNone().of(guest.id()))
                        .orElse(List.of()),
                0,
                guest.name(),
                down(view, guest.node()) ? Traffic.LOST : Traffic.SERVING);
    }

    /** What a container that is no task is called. */
    static SortedMap<NetworkId, Frontend> names(ServiceId id, List<NetworkId> networks, View view) {
        var found = new TreeMap<NetworkId, Frontend>();
        for (var network : networks) {
            guest(network, new TaskId(id.value()), view)
                    .ifPresent(guest -> found.put(network, front(network, id, guest)));
        }
        return found;
    }

    private static Frontend front(NetworkId network, ServiceId id, Guest guest) {
        return new Frontend(
                network, id, guest.name(), guest.aliases(), List.of(), List.of(), Map.of());
    }

    /** With what frames to a node are encrypted; empty when they cannot be. */
    static String key(View view, NodeId node) {
        return view.nodes()
                .get(node)
                .map(Node::status)
                .map(Stored::value)
                .map(status -> status.description().cipher())
                .orElse("");
    }

    /** Whether managers wait for a node no more. */
    static boolean down(View view, NodeId node) {
        return view.nodes().get(node).filter(known -> known.state() != NodeState.DOWN).isEmpty();
    }

    private static Traffic traffic(Task task) {
        if (!task.wanted()) {
            return Traffic.LEAVING;
        }
        return task.state() == TaskState.RUNNING ? Traffic.SERVING : Traffic.REACHABLE;
    }

    /** Where a node's data path is; empty when nobody knows yet. */
    static String host(View view, NodeId node) {
        return view.nodes()
                .get(node)
                .map(Node::status)
                .map(Stored::value)
                .map(NodeStatus::dataPath)
                .orElse("");
    }

    /** Where a node is reached if that is not where its data path is; empty when it is. */
    static String door(View view, NodeId node) {
        var addr =
                view.nodes()
                        .get(node)
                        .map(Node::status)
                        .map(Stored::value)
                        .map(NodeStatus::addr)
                        .orElse("");
        return addr.equals(host(view, node)) ? "" : addr;
    }

    /** Whether a node can have networks that others have too. */
    static boolean offersOverlay(Node node) {
        var status = node.status();
        return status != null && status.value().description().plugins().contains(OVERLAY);
    }

    /** A service on each of its networks. */
    static SortedMap<NetworkId, Frontend> frontends(Service service, View view) {
        var found = new TreeMap<NetworkId, Frontend>();
        var networks = new TreeSet<NetworkId>();
        service.planOrEmpty().virtualIps().forEach(vip -> networks.add(vip.networkId()));
        aliases(service).keySet().forEach(id -> networks.add(new NetworkId(id)));
        for (var id : networks) {
            view.networks()
                    .get(id)
                    .filter(Draughtsman::spans)
                    .ifPresent(network -> found.put(id, frontend(service, network)));
        }
        return found;
    }

    private static Frontend frontend(Service service, Network network) {
        var id = network.id();
        var ingress = network.spec().value().ingress();
        return new Frontend(
                id,
                service.id(),
                service.inForce().name(),
                aliases(service).getOrDefault(id.value(), List.of()),
                service.planOrEmpty().virtualIps().stream()
                        .filter(vip -> vip.networkId().equals(id))
                        .toList(),
                ingress ? published(service) : List.of(),
                labels(service));
    }

    private static Map<String, List<String>> aliases(Service service) {
        var aliases = new TreeMap<String, List<String>>();
        for (NetworkAttachmentConfig wish : service.inForce().taskTemplate().networks()) {
            var all = new ArrayList<>(aliases.getOrDefault(wish.target(), List.of()));
            all.addAll(wish.aliases());
            aliases.put(wish.target(), all);
        }
        return aliases;
    }

    private static List<PortConfig> published(Service service) {
        return service.planOrEmpty().ports().stream().filter(port -> !port.hostMode()).toList();
    }

    private static Map<String, String> labels(Service service) {
        var labels = new TreeMap<>(service.inForce().labels());
        labels.keySet().removeIf(label -> !label.startsWith(OURS));
        return labels;
    }

    /** Whether a network is one that nodes have in common. */
    static boolean spans(Network network) {
        return Optional.ofNullable(network.plan())
                .filter(plan -> !plan.value().pools().isEmpty())
                .isPresent();
    }
}
