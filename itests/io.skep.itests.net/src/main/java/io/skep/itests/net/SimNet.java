package io.skep.itests.net;

import io.skep.itests.sim.SimKernel;
import io.skep.model.NodeId;
import io.skep.seam.Loop;
import io.skep.transport.Acceptor;
import io.skep.transport.Answerer;
import io.skep.transport.Caller;
import io.skep.transport.Guard;
import io.skep.transport.ManagerAddress;
import io.skep.transport.Role;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Channels between simulated nodes: they take time, are cut, and nodes fall silent. */
public final class SimNet {

    /** Something a node serves. */
    record Service(Loop loop, Acceptor acceptor) {}

    /** Something a node answers. */
    record Desk(Loop loop, Answerer answerer) {}

    private final SimKernel kernel;
    private final Duration hop;
    private final Map<String, Service> services = new TreeMap<>();
    private final Map<String, Desk> desks = new TreeMap<>();
    private final Map<NodeId, List<ManagerAddress>> known = new TreeMap<>();
    private final Map<NodeId, Guard> guards = new TreeMap<>();
    private final Map<NodeId, Role> roles = new TreeMap<>();
    private final List<SimEnd> ends = new ArrayList<>();
    private final Set<NodeId> silent = new TreeSet<>();
    private final Set<NodeId> gone = new TreeSet<>();
    private List<ManagerAddress> managers = List.of();

    /** A network in which a frame takes at most that long. */
    public SimNet(SimKernel kernel, Duration hop) {
        this.kernel = kernel;
        this.hop = hop;
    }

    /** Whom nodes know that have learned of nobody. */
    public void managers(NodeId... nodes) {
        managers =
                List.of(nodes).stream()
                        .map(node -> new ManagerAddress(node, node + ":2377"))
                        .toList();
    }

    /** What a node's certificate says from now on; a manager's unless said otherwise. */
    public void role(NodeId node, Role role) {
        roles.put(node, role);
    }

    /** A node's way into the network. */
    public Transport of(NodeId node) {
        return new SimTransport(this, node);
    }

    /** All channels of a node close. */
    public void cut(NodeId node) {
        List.copyOf(ends).stream()
                .filter(end -> end.self().equals(node))
                .forEach(end -> end.close("cut"));
    }

    /** A node's process is gone: it serves nothing and its channels close. */
    public void crash(NodeId node) {
        services.keySet().removeIf(key -> key.startsWith(node + "/"));
        desks.keySet().removeIf(key -> key.startsWith(node + "/"));
        cut(node);
    }

    /** From now on nothing of a node arrives, nothing arrives there, and nobody notices. */
    public void silence(NodeId node) {
        silent.add(node);
    }

    /** The node is heard again. */
    public void hear(NodeId node) {
        silent.remove(node);
    }

    /** A node's machine is gone: channels close, and nobody can open one. */
    public void remove(NodeId node) {
        gone.add(node);
        crash(node);
    }

    /** The machine is back. */
    public void restore(NodeId node) {
        gone.remove(node);
    }

    SimKernel kernel() {
        return kernel;
    }

    Map<String, Service> services() {
        return services;
    }

    Map<String, Desk> desks() {
        return desks;
    }

    List<SimEnd> ends() {
        return ends;
    }

    Map<NodeId, Guard> guards() {
        return guards;
    }

    List<SimEnd> accepted(NodeId node, String kind) {
        return ends.stream().filter(end -> end.serves(node, kind)).toList();
    }

    Map<NodeId, List<ManagerAddress>> known() {
        return known;
    }

    List<ManagerAddress> managersOf(NodeId node) {
        return known.getOrDefault(node, managers);
    }

    Optional<NodeId> at(String address) {
        return managers.stream()
                .filter(manager -> manager.address().equals(address))
                .map(ManagerAddress::node)
                .findFirst();
    }

    Caller caller(NodeId node) {
        return new Caller(node, roles.getOrDefault(node, Role.MANAGER));
    }

    /** Whether a node takes a channel from another one. */
    boolean admits(NodeId from, NodeId to, String kind) {
        var caller = caller(from);
        return Talk.mayBegin(kind, caller.role())
                && Optional.ofNullable(guards.get(to))
                        .map(guard -> guard.admits(caller))
                        .orElse(true);
    }

    boolean reaches(NodeId from, NodeId to) {
        return !gone.contains(from) && !gone.contains(to);
    }

    boolean heard(NodeId from, NodeId to) {
        return from.equals(to) || !silent.contains(from) && !silent.contains(to);
    }

    /** How long the next frame takes. */
    Duration delay() {
        return kernel.between(Duration.ZERO, hop);
    }
}
