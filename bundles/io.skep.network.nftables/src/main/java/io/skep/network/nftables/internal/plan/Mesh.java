package io.skep.network.nftables.internal.plan;

import io.skep.model.net.Frontend;
import io.skep.model.net.Span;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.PortConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Published ports: whoever calls one on any node is led to a task on the ingress network, and the
 * task sees who called. Its node knows by the bridge's address through which node the request came,
 * and sends the answer back there. A caller that is itself a node is hidden behind the node it
 * called, since its own node would keep the answer. Callers keep their address and get another port
 * ({@link Share}). Source: swarm-behaviour PT-2, PT-8
 */
final class Mesh {

    private static final String OURS =
            "ct mark & " + Marks.text(Marks.MASK) + " == " + Marks.text(Marks.HERE);
    private static final Family FAMILY = Family.FOUR;

    private Mesh() {}

    static void add(Scene scene, Draft draft) {
        for (var span : scene.spans()) {
            if (span.spec().ingress()) {
                steer(scene, span, draft);
            }
        }
    }

    /** What is published of a service on the ingress network. */
    static void service(Scene scene, Span span, Frontend front, List<String> forget, Pen pen) {
        if (!span.spec().ingress() || front.ports().isEmpty()) {
            return;
        }
        var tasks = scene.serving(front, FAMILY);
        if (!tasks.isEmpty()) {
            front.ports().stream()
                    .filter(port -> !port.hostMode() && port.publishedPort() > 0)
                    .forEach(port -> publish(front, port, tasks, forget, pen));
        }
    }

    private static void publish(
            Frontend front, PortConfig port, List<String> tasks, List<String> forget, Pen pen) {
        var protocol = port.protocolOrTcp();
        var labels = new Labels(front);
        var rules = new ArrayList<String>();
        if (!labels.address().isEmpty()) {
            rules.add("ip daddr != " + labels.address() + " return");
        }
        if (protocol.equals("tcp")) {
            rules.addAll(forget);
        }
        var mark = labels.hides(port) ? Marks.HIDDEN : Marks.HERE;
        rules.add("ct mark set " + Marks.text(mark));
        rules.add(
                "meta l4proto "
                        + protocol
                        + " "
                        + Spread.over(tasks, FAMILY, labels.affine())
                        + ":"
                        + port.targetPort());
        var chain = "p_" + protocol + "_" + port.publishedPort();
        pen.chain(chain, rules);
        pen.enter(Draft.PORTS, protocol + " . " + port.publishedPort(), "goto " + chain);
    }

    private static void steer(Scene scene, Span span, Draft draft) {
        var bridge = "\"" + scene.link(span).bridge() + "\"";
        var own = span.host(scene.self());
        for (var host : span.hosts().values()) {
            draft.know(Draft.NODES, host, "");
            if (!host.equals(own)) {
                draft.know(Draft.DOORS, Marks.mac(host), Marks.text(Marks.of(host)));
            }
        }
        span.doors().stream()
                .filter(FAMILY::has)
                .forEach(door -> draft.know(Draft.NODES, door, ""));
        for (var hook : List.of(Hook.IN, Hook.OUT)) {
            draft.rule(hook, "fib daddr type local meta l4proto . th dport vmap @" + Draft.PORTS);
        }
        // before all else: no connection of this node's own processes is to be had by guessing
        draft.first(Hook.STEER, "iifname " + bridge + " ip daddr 127.0.0.0/8 drop");
        draft.rule(Hook.STEER, "ct direction reply " + OURS + " meta mark set ct mark");
        draft.rule(
                Hook.STEER,
                "ct direction original ct state new iifname "
                        + bridge
                        + outside(span)
                        + " ct mark set ether saddr map @"
                        + Draft.DOORS);
        var hidden = " oifname " + bridge + " snat to " + answered(span, own);
        var here = "ct mark " + Marks.text(Marks.HERE); // not what only passes, from another node
        draft.rule(Hook.BACK, here + " ip saddr @" + Draft.NODES + hidden);
        draft.rule(Hook.BACK, here + " ip saddr 127.0.0.0/8" + hidden);
        draft.rule(Hook.BACK, "ct mark " + Marks.text(Marks.HIDDEN) + hidden);
        var share = Share.of(span, scene.self());
        if (!share.isEmpty()) {
            var led = here + " oifname " + bridge + " meta l4proto tcp";
            draft.rule(Hook.BACK, led + " snat to :" + share);
        }
    }

    /** Nobody sends an answer to loopback: a node with no other address is the bridge to tasks. */
    private static String answered(Span span, String own) {
        return own.startsWith("127.")
                ? pool(span).map(IpamPool::gateway).map(Family::bare).orElse(own)
                : own;
    }

    /** Tasks that call one another over this network need no way back. */
    private static String outside(Span span) {
        return pool(span).map(pool -> " ip saddr != " + pool.subnet()).orElse("");
    }

    private static Optional<IpamPool> pool(Span span) {
        return span.plan().pools().stream().filter(pool -> FAMILY.has(pool.subnet())).findFirst();
    }
}
