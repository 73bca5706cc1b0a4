package io.skep.tck.scheduler;

import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.NamedResource;
import io.skep.model.spec.Resources;
import io.skep.scheduler.spi.Candidate;
import io.skep.scheduler.spi.TaskGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Questions drawn from seeds: equal seeds give equal questions, made of other objects. */
public final class Questions {

    private static final long CPU = 1_000_000_000L;
    private static final long GIB = 1L << 30;

    private Questions() {}

    /** Small ones of many kinds. */
    public static Stream<Question> many() {
        return IntStream.range(0, 200).mapToObj(seed -> drawn(seed, 20, 40));
    }

    /** One of a large cluster. */
    public static Question large(int candidates, int tasks) {
        var random = new Random(1);
        var need = new Resources(CPU / 10, GIB / 10, List.of());
        return new Question("large", group(random, tasks, need), nodes(random, candidates, need));
    }

    /** One in which nothing can be placed. */
    public static Question withoutCandidates() {
        return new Question(
                "without candidates", group(new Random(2), 3, Resources.NONE), List.of());
    }

    /** One in which there is nothing to place. */
    public static Question withoutTasks() {
        var random = new Random(3);
        return new Question(
                "without tasks",
                group(random, 0, Resources.NONE),
                nodes(random, 5, Resources.NONE));
    }

    private static Question drawn(int seed, int mostCandidates, int mostTasks) {
        var random = new Random(seed);
        var need = need(random);
        return new Question(
                "seed " + seed,
                group(random, 1 + random.nextInt(mostTasks), need),
                nodes(random, 1 + random.nextInt(mostCandidates), need));
    }

    private static Resources need(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Resources.NONE;
            case 1 -> new Resources(CPU / 2, 0, List.of());
            case 2 ->
                    new Resources(
                            CPU / 4,
                            GIB / 4,
                            List.of(new GenericResource(null, new DiscreteResource("gpu", 1))));
            default -> new Resources(CPU / 4, GIB, List.of());
        };
    }

    private static TaskGroup group(Random random, int tasks, Resources need) {
        var ids = new ArrayList<TaskId>();
        for (int i = 0; i < tasks; i++) {
            ids.add(new TaskId(String.format(Locale.ROOT, "t%08x%d", random.nextInt(), i)));
        }
        Collections.sort(ids);
        return new TaskGroup(ids, need);
    }

    private static List<Candidate> nodes(Random random, int count, Resources need) {
        var nodes = new ArrayList<Candidate>();
        for (int i = 0; i < count; i++) {
            var id = String.format(Locale.ROOT, "n%08x%d", random.nextInt(), i);
            nodes.add(node(random, id, need));
        }
        nodes.sort(Comparator.comparing(Candidate::node));
        return nodes;
    }

    /** Numbers are small, so that many candidates are equal in some of them. */
    private static Candidate node(Random random, String id, Resources need) {
        int room = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(5);
        var total = new Resources((1 + random.nextInt(2)) * 4 * CPU, 16 * GIB, gpus(8));
        var free =
                new Resources(
                        need.nanoCpus() * room + random.nextInt(2) * CPU / 8,
                        need.memoryBytes() * room + random.nextInt(2) * GIB / 8,
                        gpus(room));
        int tasksOfService = random.nextInt(3);
        return new Candidate(
                new NodeId(id),
                tasksOfService,
                tasksOfService + random.nextInt(3),
                random.nextInt(3) == 0 ? random.nextInt(8) : 0,
                need.equals(Resources.NONE) ? 1_000_000 : room,
                free,
                total);
    }

    private static List<GenericResource> gpus(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new GenericResource(new NamedResource("gpu", "g" + i), null))
                .toList();
    }
}
