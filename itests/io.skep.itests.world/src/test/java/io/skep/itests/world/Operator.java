package io.skep.itests.world;

import io.skep.itests.planning.Bench;
import io.skep.model.Change;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.Plugin;
import io.skep.model.ServiceId;
import io.skep.model.Task;
import io.skep.model.spec.Availability;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Placement;
import io.skep.model.spec.Platform;
import io.skep.model.spec.ResourceRequirements;
import io.skep.model.spec.Resources;
import io.skep.model.spec.TaskSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who does to the letter what an explanation says, and nothing else. */
final class Operator {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern FREE_PORT =
            Pattern.compile("free host port \\S+ on \\S+, which (\\S+) has");
    private static final Pattern FREE =
            Pattern.compile("free (\\S+) (CPUs|MiB of memory|B of memory|\\S+) on (\\S+)");
    private static final Pattern GIVE =
            Pattern.compile("give (\\S+) (\\S+) (CPUs|MiB of memory|B of memory) more");
    private static final Pattern INSTALL =
            Pattern.compile("install (volume|network|log) driver (\\S+) on (\\S+)");
    private static final Pattern IMAGE = Pattern.compile("use an image for ([^/]+)/(\\S+)");
    private static final Pattern BACK = Pattern.compile("bring (\\S+) back");

    private final Bench bench;
    private final ServiceId service;

    /** One who cares for a service. */
    Operator(Bench bench, ServiceId service) {
        this.bench = bench;
        this.service = service;
    }

    /** Does what a text says. */
    void does(String change) {
        var words = words(change);
        if (change.startsWith("docker service update ")) {
            update(words.subList(3, words.size() - 1), words.get(words.size() - 1));
        } else if (change.startsWith("docker node ")) {
            node(words);
        } else {
            deed(change);
        }
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    private void update(List<String> flags, String name) {
        assert bench.service(service).name().equals(name) : name;
        UnaryOperator<TaskSpec> all = UnaryOperator.identity();
        for (int at = 0; at < flags.size(); at += 2) {
            var flag = flag(flags.get(at), flags.get(at + 1));
            var before = all;
            all = spec -> flag.apply(before.apply(spec));
        }
        change(all);
    }

    private void change(UnaryOperator<TaskSpec> change) {
        bench.users()
                .update(service, spec -> spec.withTaskTemplate(change.apply(spec.taskTemplate())));
    }

    private static UnaryOperator<TaskSpec> flag(String flag, String value) {
        return switch (flag) {
            case "--reserve-cpu" ->
                    reserving(
                            r -> new Resources(nano(value), r.memoryBytes(), r.genericResources()));
            case "--reserve-memory" ->
                    reserving(r -> new Resources(r.nanoCpus(), bytes(value), r.genericResources()));
            case "--generic-resource-rm" ->
                    reserving(r -> new Resources(r.nanoCpus(), r.memoryBytes(), without(r, value)));
            case "--generic-resource-add" ->
                    reserving(r -> new Resources(r.nanoCpus(), r.memoryBytes(), with(r, value)));
            case "--constraint-rm" ->
                    placed(
                            p -> {
                                var left = new ArrayList<>(p.constraints());
                                if (!left.removeAll(List.of(value))) {
                                    throw new AssertionError("no constraint " + value);
                                }
                                return new Placement(
                                        left, p.preferences(), p.maxReplicas(), p.platforms());
                            });
            case "--replicas-max-per-node" ->
                    placed(
                            p ->
                                    new Placement(
                                            p.constraints(),
                                            p.preferences(),
                                            Long.parseLong(value),
                                            p.platforms()));
            default -> throw new AssertionError("no flag " + flag);
        };
    }

    private static List<GenericResource> without(Resources resources, String kind) {
        return resources.genericResources().stream()
                .filter(resource -> !resource.kind().equals(kind))
                .toList();
    }

    private static List<GenericResource> with(Resources resources, String text) {
        var parts = text.split("=");
        var all = new ArrayList<>(resources.genericResources());
        all.add(
                new GenericResource(
                        null, new DiscreteResource(parts[0], Long.parseLong(parts[1]))));
        return all;
    }

    private static long nano(String cpus) {
        return new BigDecimal(cpus).movePointRight(9).longValueExact();
    }

    private static long bytes(String text) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return text.endsWith("m") ? count << 20 : count;
    }

    private static UnaryOperator<TaskSpec> reserving(UnaryOperator<Resources> change) {
        return spec ->
                new TaskSpec(
                        spec.containerSpec(),
                        new ResourceRequirements(null, change.apply(spec.reservations())),
                        spec.restartPolicy(),
                        spec.placement(),
                        spec.networks(),
                        spec.logDriver(),
                        spec.forceUpdate(),
                        spec.runtime());
    }

    private static UnaryOperator<TaskSpec> placed(UnaryOperator<Placement> change) {
        return spec ->
                new TaskSpec(
                        spec.containerSpec(),
                        spec.resources(),
                        spec.restartPolicy(),
                        change.apply(spec.placementOrAnywhere()),
                        spec.networks(),
                        spec.logDriver(),
                        spec.forceUpdate(),
                        spec.runtime());
    }

    private void node(List<String> words) {
        var id = new NodeId(words.get(words.size() - 1));
        var spec = bench.state().nodes().get(id).orElseThrow().spec().value();
        var labels = new TreeMap<>(spec.labels());
        var role = spec.role();
        var availability = spec.availability();
        switch (words.get(2)) {
            case "promote" -> role = NodeRole.MANAGER;
            case "demote" -> role = NodeRole.WORKER;
            case "update" -> {
                var value = words.get(4);
                switch (words.get(3)) {
                    case "--availability" ->
                            availability =
                                    Availability.valueOf(value.toUpperCase(java.util.Locale.ROOT));
                    case "--label-rm" -> labels.remove(value);
                    case "--label-add" -> labels.put(value.split("=")[0], value.split("=")[1]);
                    default -> throw new AssertionError("no flag in " + words);
                }
            }
            default -> throw new AssertionError("no command in " + words);
        }
        bench.commit(
                Change.put(
                        Part.NODE_SPEC, id, new NodeSpec(spec.name(), labels, role, availability)));
    }

    private void deed(String text) {
        var port = FREE_PORT.matcher(text);
        var free = FREE.matcher(text);
        var give = GIVE.matcher(text);
        var install = INSTALL.matcher(text);
        var image = IMAGE.matcher(text);
        var back = BACK.matcher(text);
        if (port.matches()) {
            bench.users().remove(task(port.group(1)).plan().value().serviceId());
        } else if (free.matches()) {
            free(new NodeId(free.group(3)), free.group(2), free.group(1));
        } else if (give.matches()) {
            give(give);
        } else if (install.matches()) {
            install(install);
        } else if (image.matches()) {
            var platforms = List.of(new Platform(image.group(2), image.group(1)));
            change(
                    placed(
                            p ->
                                    new Placement(
                                            p.constraints(),
                                            p.preferences(),
                                            p.maxReplicas(),
                                            platforms)));
        } else if (back.matches()) {
            describe(new NodeId(back.group(1)), UnaryOperator.identity());
        } else {
            throw new AssertionError("nobody knows how to " + text);
        }
    }

    private Task task(String name) {
        return bench.state().tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Takes other services from a node, one after the other, until that much came free. */
    private void free(NodeId node, String what, String amount) {
        long left = amount(what, amount);
        for (var task : bench.state().tasksOn(node)) {
            boolean other = !task.plan().value().serviceId().equals(service);
            if (left > 0 && other && !task.terminal() && held(task, what) > 0) {
                left -= held(task, what);
                bench.users().remove(task.plan().value().serviceId());
            }
        }
        if (left > 0) {
            throw new AssertionError(amount + " " + what + " cannot be freed on " + node);
        }
    }

    private static long amount(String what, String amount) {
        return switch (what) {
            case "CPUs" -> nano(amount);
            case "MiB of memory" -> Long.parseLong(amount) << 20;
            default -> Long.parseLong(amount);
        };
    }

    private static long held(Task task, String what) {
        var plan = task.plan().value();
        return switch (what) {
            case "CPUs" -> plan.spec().reservations().nanoCpus();
            case "MiB of memory", "B of memory" -> plan.spec().reservations().memoryBytes();
            default ->
                    plan.genericResources().stream()
                            .filter(claimed -> claimed.kind().equals(what))
                            .map(GenericResource::discreteResourceSpec)
                            .mapToLong(count -> count == null ? 1 : count.value())
                            .sum();
        };
    }

    private void give(Matcher give) {
        long more = amount(give.group(3), give.group(2));
        boolean cpus = give.group(3).equals("CPUs");
        describe(
                new NodeId(give.group(1)),
                facts -> {
                    var has = facts.resources();
                    return Misfit.described(
                            facts,
                            new Resources(
                                    has.nanoCpus() + (cpus ? more : 0),
                                    has.memoryBytes() + (cpus ? 0 : more),
                                    has.genericResources()),
                            facts.plugins());
                });
    }

    private void install(Matcher install) {
        var kind = install.group(1);
        var type = kind.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + kind.substring(1);
        describe(
                new NodeId(install.group(3)),
                facts -> {
                    var plugins = new ArrayList<>(facts.plugins());
                    plugins.add(new Plugin(type, install.group(2)));
                    return Misfit.described(facts, facts.resources(), plugins);
                });
    }

    private void describe(NodeId node, UnaryOperator<NodeDescription> change) {
        var status = bench.state().nodes().get(node).orElseThrow().status().value();
        var facts = change.apply(status.description());
        bench.commit(Change.put(Part.NODE_STATUS, node, Misfit.ready(facts, NodeState.READY)));
    }
}
