package io.skep.network.nftables.internal.plan;

import io.skep.model.VirtualIp;
import io.skep.model.net.Frontend;
import io.skep.model.net.Span;
import java.util.List;

/** Virtual addresses: whoever calls one is led to a task, on the node where the call is made. */
final class Virtual {

    private Virtual() {}

    static void add(Scene scene, Family family, Draft draft) {
        for (var span : scene.spans()) {
            if (span.plan().pools().stream().noneMatch(pool -> family.has(pool.subnet()))) {
                continue;
            }
            span.plan().virtualRanges().stream()
                    .filter(family::has)
                    .forEach(range -> draft.enter(Draft.RANGES, range, ""));
            hairpins(scene, span, family, draft);
            var serving = scene.serving(span.network(), family);
            scene.frontends(span.network())
                    .forEach(
                            front ->
                                    lead(
                                            front,
                                            serving.getOrDefault(front.service(), List.of()),
                                            family,
                                            draft));
        }
    }

    /** A service without tasks has no rule; its address is refused as one that nobody has. */
    private static void lead(Frontend front, List<String> tasks, Family family, Draft draft) {
        var addresses = front.virtualIps().stream().map(VirtualIp::addr).toList();
        if (tasks.isEmpty() || family.of(addresses).findAny().isEmpty()) {
            return;
        }
        var chain = "v_" + front.network() + "_" + front.service();
        draft.chain(chain, List.of(Spread.over(tasks, family, new Labels(front).affine())));
        family.of(addresses)
                .forEach(address -> draft.enter(Draft.VIRTUAL, address, "goto " + chain));
    }

    /** A task that calls its own service may be led to itself; then it must not see itself. */
    private static void hairpins(Scene scene, Span span, Family family, Draft draft) {
        for (var endpoint : scene.endpoints(span.network())) {
            if (endpoint.node().equals(scene.self())) {
                family.of(endpoint.addresses())
                        .forEach(task -> draft.enter(Draft.HAIRPINS, task + " . " + task, ""));
            }
        }
    }
}
