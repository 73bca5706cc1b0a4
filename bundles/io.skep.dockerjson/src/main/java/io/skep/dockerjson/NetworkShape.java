package io.skep.dockerjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.Task;
import io.skep.model.View;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.PortConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A swarm network as clients see it. Source: docker-api-notes 3. */
public final class NetworkShape {

    private static final String OVERLAY_OPTION = "com.docker.network.driver.overlay.vxlanid_list";

    private NetworkShape() {}

    /** A network. */
    public static Shape of(Network network) {
        var spec = network.spec().value();
        return new Shape()
                .with("Name", spec.name())
                .with("Id", network.id())
                .with("Created", network.spec().createdAt())
                .with("Scope", "swarm")
                .with("Driver", spec.driver())
                .with("EnableIPv4", true)
                .with("EnableIPv6", spec.ipv6())
                .with("IPAM", ipam(network))
                .with("Internal", spec.internal())
                .with("Attachable", spec.attachable())
                .with("Ingress", spec.ingress())
                .with("ConfigFrom", new Shape().with("Network", spec.configFrom()))
                .with("ConfigOnly", false)
                .with("Containers", Map.of())
                .with("Options", options(network))
                .with("Labels", spec.labels());
    }

    /** Whether every node has it by itself: hidden from lists. */
    public static boolean predefined(NetworkSpec spec) {
        return spec.labels().containsKey("com.docker.swarm.predefined");
    }

    /** What was asked for, and from when it is planned also what was chosen. */
    private static Shape ipam(Network network) {
        var ipam = network.spec().value().ipam();
        var plan = network.plan();
        var wanted = ipam == null ? List.<IpamPool>of() : ipam.config();
        var driver = ipam == null || ipam.driver().isEmpty() ? "default" : ipam.driver();
        boolean optionless = ipam == null || ipam.options().isEmpty();
        return new Shape()
                .with("Driver", driver)
                .with("Options", optionless ? null : ipam.options())
                .with(
                        "Config",
                        plan == null || plan.value().pools().isEmpty()
                                ? wanted
                                : plan.value().pools());
    }

    /** Source: swarm-behaviour NW-8 */
    static Map<String, String> options(Network network) {
        var options = new TreeMap<>(network.spec().value().driverOpts());
        var plan = network.plan();
        if (plan != null && plan.value().overlay() > 0) {
            options.put(OVERLAY_OPTION, Integer.toString(plan.value().overlay()));
        }
        return options;
    }

    /**
     * A network as a node sees it that may have a part in it. Source: swarm-behaviour NW-15.
     *
     * @param containers of that node, by id; the other nodes are told where there are any
     */
    public static Shape of(Network network, View view, JsonNode containers) {
        var shape = of(network).with("Containers", containers);
        return containers.isEmpty() ? shape : shape.with("Peers", peers(network, view));
    }

    /**
     * A network with the services and tasks on it, on all nodes. Source: swarm-behaviour NW-15.
     *
     * @param containers of the node that is asked, by id
     */
    public static Shape verbose(Network network, View view, JsonNode containers) {
        var services = new Shape();
        for (var service : view.services()) {
            var tasks =
                    view.tasksOf(service.id()).stream()
                            .filter(task -> !task.terminal())
                            .flatMap(task -> place(task, network, view).stream())
                            .toList();
            var vip = vip(service, network);
            if (!tasks.isEmpty() || !vip.isEmpty()) {
                services.with(service.spec().name(), service(service, network, vip, tasks));
            }
        }
        return of(network)
                .with("Containers", containers)
                .with("Peers", peers(network, view))
                .with("Services", services);
    }

    private static Shape service(
            Service service, Network network, String vip, List<ObjectNode> tasks) {
        var ports =
                network.spec().value().ingress()
                        ? service.planOrEmpty().ports().stream()
                                .filter(port -> !port.hostMode())
                                .map(NetworkShape::port)
                                .toList()
                        : List.<String>of();
        return new Shape()
                .with("VIP", vip)
                .with("Ports", ports)
                .with("LocalLBIndex", 0)
                .with("Tasks", Json.array(tasks));
    }

    private static String port(PortConfig port) {
        return "Target: " + port.targetPort() + ", Publish: " + port.publishedPort();
    }

    private static String vip(Service service, Network network) {
        return service.planOrEmpty().virtualIps().stream()
                .filter(vip -> vip.networkId().equals(network.id()))
                .map(vip -> bare(vip.addr()))
                .findFirst()
                .orElse("");
    }

    private static Optional<ObjectNode> place(Task task, Network network, View view) {
        return task.plan().value().networks().stream()
                .filter(place -> place.network().equals(network.id()))
                .filter(place -> !place.addresses().isEmpty())
                .map(
                        place ->
                                new Shape()
                                        .with("Name", task.name())
                                        .with("EndpointID", task.id())
                                        .with("EndpointIP", bare(place.addresses().get(0)))
                                        .with("Info", Map.of("Host IP", host(task, view)))
                                        .node())
                .findFirst();
    }

    private static String bare(String cidr) {
        int slash = cidr.indexOf('/');
        return slash < 0 ? cidr : cidr.substring(0, slash);
    }

    private static String host(Task task, View view) {
        var node = task.plan().value().nodeId();
        return node == null ? "" : view.nodes().get(node).map(NetworkShape::addr).orElse("");
    }

    private static String addr(Node node) {
        var status = node.status();
        return status == null ? "" : status.value().dataPath();
    }

    private static boolean hosts(Network network, Node node) {
        return network.guestsOrNone().guests().stream()
                .anyMatch(guest -> guest.node().equals(node.id()));
    }

    /**
     * The nodes that have it: those with a task or another container on it. Source: swarm-behaviour
     * NW-16
     */
    private static JsonNode peers(Network network, View view) {
        return Json.array(
                view.nodes().stream()
                        .filter(
                                node ->
                                        view.tasksOn(node.id()).stream()
                                                        .filter(task -> !task.terminal())
                                                        .anyMatch(
                                                                task ->
                                                                        place(task, network, view)
                                                                                .isPresent())
                                                || hosts(network, node))
                        .map(
                                node ->
                                        new Shape()
                                                .with("Name", node.id())
                                                .with("IP", addr(node))
                                                .node())
                        .toList());
    }
}
