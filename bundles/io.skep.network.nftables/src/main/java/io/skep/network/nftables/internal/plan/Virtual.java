package io.skep.network.nftables.internal.plan;

import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Span;
import io.skep.model.net.Traffic;
import io.skep.model.spec.IpamPool;
import java.util.List;

/** Virtual addresses: whoever calls one is led to a task, on the node where the call is made. */
final class Virtual {

    private Virtual() {}

    static void add(Scene scene, Family family, Draft draft) {
        for (var span : scene.spans()) {
            if (has(span, family)) {
                span.plan().virtualRanges().stream()
                        .filter(family::has)
                        .forEach(range -> draft.know(Draft.RANGES, range, ""));
                span.plan().pools().stream()
                        .map(IpamPool::subnet)
                        .filter(family::has)
                        .forEach(subnet -> draft.know(Draft.SUBNETS, subnet, ""));
            }
        }
    }

    private static boolean has(Span span, Family family) {
        return span.plan().pools().stream().anyMatch(pool -> family.has(pool.subnet()));
    }

    /** A service without tasks has no rule; its address is refused as one that nobody has. */
    static void service(Scene scene, Span span, Frontend front, Family family, Pen pen) {
        var addresses = front.virtualIps().stream().map(VirtualIp::addr).toList();
        if (!has(span, family) || family.of(addresses).findAny().isEmpty()) {
            return;
        }
        var tasks = scene.serving(front, family);
        if (!tasks.isEmpty()) {
            var chain = "v_" + front.network() + "_" + front.service();
            pen.chain(chain, List.of(Spread.over(tasks, family, new Labels(front).affine())));
            family.of(addresses)
                    .forEach(address -> pen.enter(Draft.VIRTUAL, address, "goto " + chain));
        }
    }

    /**
     * A task that calls its own service may be led to itself; then it must not see itself. Nobody
     * is led to one that does not serve.
     */
    static void task(Scene scene, Span span, Endpoint endpoint, Family family, Pen pen) {
        boolean led = endpoint.traffic() == Traffic.SERVING;
        if (led && has(span, family) && endpoint.node().equals(scene.self())) {
            family.of(endpoint.addresses())
                    .forEach(task -> pen.enter(Draft.HAIRPINS, task + " . " + task, ""));
        }
    }
}
