package io.skep.network.nftables.internal.tool;

import io.skep.model.NetworkId;
import io.skep.model.net.Link;
import io.skep.model.net.Traffic;
import io.skep.model.net.Wiring;
import io.skep.network.nftables.internal.Wirings;
import io.skep.network.nftables.internal.plan.Family;
import io.skep.network.nftables.internal.plan.Plans;
import io.skep.network.nftables.internal.plan.Routes;
import io.skep.network.nftables.internal.plan.Scene;
import io.skep.network.nftables.internal.plan.Stale;
import io.skep.network.nftables.internal.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

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
    private final Map<Family, Plans> drawn = new EnumMap<>(Family.class);
    private final SortedMap<NetworkId, Link> links = new Wirings().wideNetwork().links();
    private final List<Double> plans = new ArrayList<>();
    private Wiring made = Wiring.EMPTY;
    private double planned;

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
        figure("rules.all", millis(wiring(-1).news()));
        var times = new ArrayList<Double>();
        for (int change = 0; change < WARM_UP + CHANGES; change++) {
            var wish = wiring(change % 2 == 0 ? change : -1);
            double took = millis(wish.since(made));
            if (change >= WARM_UP) {
                times.add(took);
                plans.add(planned);
            }
        }
        Collections.sort(plans);
        figure("rules.plan.p50", plans.get(CHANGES / 2));
        Collections.sort(times);
        figure("rules.change.p50", times.get(CHANGES / 2));
        figure("rules.change.p99", times.get(CHANGES * 99 / 100));
    }

    /** Everything, with the first task of one service on its way out. */
    private static Wiring wiring(int leaving) {
        var wirings = new Wirings().wideNetwork();
        for (int service = 0; service < SERVICES; service++) {
            var name = "web" + service;
            wirings.service(name, address(192 * 250 + service));
            for (int task = 0; task < TASKS; task++) {
                var traffic = service == leaving && task == 0 ? Traffic.LEAVING : Traffic.SERVING;
                wirings.task(name, address(service * TASKS + task), traffic);
            }
        }
        return wirings.wiring();
    }

    private static String address(int number) {
        return "10.50." + number / 250 + "." + (number % 250 + 2);
    }

    /** What a balancer does with a wish. */
    private double millis(Wiring.News news) {
        var began = System.nanoTime();
        var next = made.after(made.number() + 1, made.port(), news);
        var scene = new Scene(Wirings.ONE, next, links);
        var gone = Stale.between(made, scene.wiring());
        var rules = plans(scene);
        planned = (System.nanoTime() - began) / 1e6;
        rules.forEach(kernel::apply);
        kernel.apply(Routes.of(scene));
        kernel.connections().forgetOpen(gone);
        made = scene.wiring();
        return (System.nanoTime() - began) / 1e6;
    }

    private Map<Family, RuleSet> plans(Scene scene) {
        var rules = new EnumMap<Family, RuleSet>(Family.class);
        for (var family : Family.values()) {
            rules.put(family, drawn.computeIfAbsent(family, this::plans).rules(scene));
        }
        return rules;
    }

    private Plans plans(Family family) {
        return new Plans(family, kernel.forgets());
    }

    private static void figure(String name, double millis) {
        System.out.printf(Locale.ROOT, "figure %s %.1f ms%n", name, millis);
    }
}
