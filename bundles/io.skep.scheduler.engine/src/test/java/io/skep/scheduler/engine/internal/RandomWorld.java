package io.skep.scheduler.engine.internal;

import io.skep.model.TaskPlan;
import io.skep.model.TaskState;
import io.skep.model.spec.Availability;
import io.skep.model.spec.Placement;
import io.skep.model.spec.PlacementPreference;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.SpreadOver;
import io.skep.model.spec.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A cluster drawn from a seed: busy nodes, services of many kinds, failures, tasks that wait. */
final class RandomWorld {

    private final Random random;
    private final World world;
    private final boolean spreading;
    private int tasks;

    private RandomWorld(long seed, World world, boolean spreading) {
        this.random = new Random(seed);
        this.world = world;
        this.spreading = spreading;
    }

    static void draw(long seed, World world, boolean spreading) {
        new RandomWorld(seed, world, spreading).draw();
    }

    private void draw() {
        int nodes = 1 + random.nextInt(60);
        for (int i = 0; i < nodes; i++) {
            node(node(i));
        }
        int services = 1 + random.nextInt(12);
        for (int i = 0; i < services; i++) {
            service("s" + i, nodes);
        }
    }

    private void node(String id) {
        var size =
                new Resources(
                        (1 + random.nextInt(8)) * World.CPU,
                        (1 + random.nextInt(8)) * World.GIB,
                        List.of(Specs.count("ssd", random.nextInt(4))));
        world.node(id, size, random.nextInt(4) == 0 ? Map.of() : Map.of("zone", zone()));
        if (random.nextInt(10) == 0) {
            world.availability(id, Availability.DRAIN);
        }
    }

    private void service(String name, int nodes) {
        var spec = spec();
        var ports = new ArrayList<PortConfig>();
        if (random.nextInt(6) == 0) {
            ports.add(new PortConfig("", "tcp", 80, 8000 + random.nextInt(2), "host"));
        }
        var plan = World.plan(name, spec, 1 + random.nextInt(2), ports);
        for (int i = random.nextInt(8); i > 0; i--) {
            running(plan, node(random.nextInt(nodes)));
        }
        if (random.nextInt(3) == 0) {
            var unlucky = node(random.nextInt(nodes));
            for (int i = random.nextInt(8); i > 0; i--) {
                world.observed(running(plan, unlucky), TaskState.FAILED);
            }
        }
        for (int i = random.nextInt(3) == 0 ? 1 : random.nextInt(25); i > 0; i--) {
            world.put(task(), plan);
        }
    }

    private String running(TaskPlan plan, String node) {
        var id = task();
        world.running(id, plan, node, plan.spec().reservations().genericResources());
        if (random.nextInt(5) == 0) {
            world.desired(id, TaskState.SHUTDOWN);
        }
        return id;
    }

    private TaskSpec spec() {
        var wanted =
                new Resources(
                        random.nextInt(3) * World.CPU / 4,
                        random.nextInt(3) * World.GIB / 4,
                        random.nextInt(6) == 0 ? List.of(Specs.count("ssd", 1)) : List.of());
        var placement =
                new Placement(
                        random.nextInt(4) == 0 ? List.of("node.labels.zone!=a") : List.of(),
                        spreading
                                ? List.of(
                                        new PlacementPreference(new SpreadOver("node.labels.zone")))
                                : List.of(),
                        random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 0,
                        List.of());
        return new TaskSpec(
                null,
                new ResourceRequirements(null, wanted),
                null,
                placement,
                List.of(),
                null,
                0,
                "container");
    }

    private String zone() {
        return List.of("a", "b", "c").get(random.nextInt(3));
    }

    /** Ids in no order, as real ones. */
    private String task() {
        return String.format(Locale.ROOT, "%08x%04d", random.nextInt(), tasks++);
    }

    private static String node(int number) {
        return String.format(Locale.ROOT, "n%03d", number);
    }
}
