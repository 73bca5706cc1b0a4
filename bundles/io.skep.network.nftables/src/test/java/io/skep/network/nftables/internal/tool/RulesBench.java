package io.skep.network.nftables.internal.tool;

import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.network.nftables.internal.Wirings;
import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import io.skep.network.nftables.internal.plan.Routes;
import io.skep.network.nftables.internal.plan.Stale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long a node takes to make its rules so, in a kernel that has those of 1,000 services with ten
 * tasks each: all of them at first, then after one task came or went. Prints {@code figure NAME
 * VALUE UNIT}.
 */
public final class RulesBench {

    private static final int SERVICES = 1_000;
    private static final int TASKS = 10;
    private static final int CHANGES = 100;
    private static final int WARM_UP = 20;

    private final Kernel kernel;
    private Wiring made = Wiring.EMPTY;

    private RulesBench(Namespace node) {
        this.kernel = new Kernel(node.tools());
    }

    public static void main(String[] words) {
        try (var node = Namespace.made("b")) {
            node.shell("ip link add sk-a type bridge; ip link set sk-a up");
            new RulesBench(node).run();
        }
    }

    private void run() {
        figure("rules.all", millis(wirings(-1)));
        var times = new ArrayList<Double>();
        for (int change = 0; change < WARM_UP + CHANGES; change++) {
            double took = millis(wirings(change % 2 == 0 ? change : -1));
            if (change >= WARM_UP) {
                times.add(took);
            }
        }
        Collections.sort(times);
        figure("rules.change.p50", times.get(CHANGES / 2));
        figure("rules.change.p99", times.get(CHANGES * 99 / 100));
    }

    /** Everything, with the first task of one service on its way out. */
    private static Wirings wirings(int leaving) {
        var wirings = new Wirings().wideNetwork();
        for (int service = 0; service < SERVICES; service++) {
            var name = "web" + service;
            wirings.service(name, address(192 * 250 + service));
            for (int task = 0; task < TASKS; task++) {
                var traffic = service == leaving && task == 0 ? Traffic.LEAVING : Traffic.SERVING;
                wirings.task(name, address(service * TASKS + task), traffic);
            }
        }
        return wirings;
    }

    private static String address(int number) {
        return "10.50." + number / 250 + "." + (number % 250 + 2);
    }

    /** What a balancer does with a wish. */
    private double millis(Wirings wirings) {
        var scene = wirings.at(Wirings.ONE);
        var began = System.nanoTime();
        var gone = Stale.between(made, scene.wiring());
        for (var family : List.of(Family.values())) {
            kernel.apply(family, Plans.rules(scene, family, kernel.forgets()));
        }
        kernel.apply(Routes.of(scene));
        kernel.forget(gone);
        made = scene.wiring();
        return (System.nanoTime() - began) / 1e6;
    }

    private static void figure(String name, double millis) {
        System.out.printf(Locale.ROOT, "figure %s %.1f ms%n", name, millis);
    }
}
