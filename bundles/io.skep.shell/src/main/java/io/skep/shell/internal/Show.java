package io.skep.shell.internal;

import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.Task;
import io.skep.model.TaskState;
import io.skep.model.View;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.ServiceMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.karaf.shell.support.table.ShellTable;

/** How things look on a terminal. */
public final class Show {

    private static final int SHORT_ID = 12;

    private Show() {}

    /** A table without rows yet. */
    public static ShellTable table(String... columns) {
        var table = new ShellTable().emptyTableText("none").forceAscii();
        for (var column : columns) {
            table.column(column);
        }
        return table;
    }

    /** Prints a table. */
    public static void print(ShellTable table) {
        table.print(System.out);
    }

    /** The first characters of an id, as Docker shows them. */
    public static String id(io.skep.model.Id id) {
        var text = id.value();
        return text.length() > SHORT_ID ? text.substring(0, SHORT_ID) : text;
    }

    /** An enum constant as Docker writes it. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Labels, one after the other. */
    public static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
    }

    /** How many tasks run of how many that are wanted. */
    public static String replicas(View view, Service service) {
        var tasks = view.tasksOf(service.id());
        long running = tasks.stream().filter(task -> task.state() == TaskState.RUNNING).count();
        return running + "/" + wanted(service.spec().mode(), tasks);
    }

    private static long wanted(ServiceMode mode, List<Task> tasks) {
        if (mode instanceof ServiceMode.Replicated replicated) {
            return replicated.replicas();
        }
        if (mode instanceof ServiceMode.ReplicatedJob job) {
            return job.maxConcurrent();
        }
        return tasks.stream().filter(task -> task.plan().value().wanted()).count();
    }

    /** Published ports, the chosen numbers when there are some. */
    public static String ports(Service service) {
        var chosen = service.planOrEmpty().ports();
        return (chosen.isEmpty() ? service.spec().ports() : chosen)
                .stream().map(Show::port).collect(Collectors.joining(", "));
    }

    private static String port(PortConfig port) {
        return (port.hostMode() ? "host:" : "*:")
                + port.publishedPort()
                + "->"
                + port.targetPort()
                + "/"
                + port.protocolOrTcp();
    }

    /** A service's image. */
    public static String image(Service service) {
        var container = service.spec().taskTemplate().containerSpec();
        return container == null ? "" : container.image();
    }

    /** The name of a task's node; empty while it has none. */
    public static String node(View view, Task task) {
        var id = task.plan().value().nodeId();
        return id == null ? "" : view.nodes().get(id).map(Node::hostname).orElse(id.value());
    }

    /** Why a task is not further, or how it ended. */
    public static String error(Task task) {
        var status = task.status();
        var observed = status == null ? "" : status.value().err();
        return observed.isEmpty() ? task.plan().value().err() : observed;
    }

    /** Tasks as {@code service-ps} and {@code node-ps} list them: by slot, newest first. */
    public static void tasks(View view, List<Task> tasks, Instant now) {
        var table = table("ID", "Name", "Node", "Desired", "State", "Since", "Error");
        tasks.stream()
                .sorted(
                        Comparator.comparing((Task task) -> slot(task))
                                .thenComparing(Task::since, Comparator.reverseOrder()))
                .forEach(
                        task ->
                                table.addRow()
                                        .addContent(
                                                id(task.id()),
                                                slot(task),
                                                node(view, task),
                                                task.desired().label(),
                                                task.state().label(),
                                                ago(task.since(), now),
                                                error(task)));
        print(table);
    }

    private static String slot(Task task) {
        var name = task.name();
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** How long ago something was. */
    public static String ago(Instant then, Instant now) {
        var passed = Duration.between(then, now);
        if (passed.toMinutes() < 1) {
            return Math.max(0, passed.toSeconds()) + " s ago";
        }
        if (passed.toHours() < 1) {
            return passed.toMinutes() + " min ago";
        }
        return passed.toDays() < 2 ? passed.toHours() + " h ago" : passed.toDays() + " d ago";
    }
}
