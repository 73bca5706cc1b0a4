package io.skep.itests.world;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.itests.sim.SimKernel;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.View;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.RestartPolicy;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.UpdateConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Somebody who gives commands, one after the other, and believes what is answered. */
final class Users {

    private static final int MOST_SERVICES = 6;

    private final World world;
    private final SimKernel kernel;
    private int made;
    private int given;
    private int done;
    private boolean waiting;
    private boolean enough;

    Users(World world) {
        this.world = world;
        this.kernel = world.kernel;
    }

    /** Gives commands from now on. */
    void begin() {
        kernel.after(kernel.between(Duration.ZERO, Duration.ofSeconds(2)), this::next);
    }

    /** Gives no more. */
    void end() {
        enough = true;
    }

    /** Whether every command was answered. */
    boolean idle() {
        return !waiting;
    }

    int done() {
        return done;
    }

    private void next() {
        if (enough) {
            return;
        }
        if (!waiting && world.manager.up()) {
            act();
        }
        begin();
    }

    private void act() {
        var view = world.manager.life().store().view();
        switch (kernel.below(16)) {
            case 0, 1, 2, 3 -> create(view);
            case 4, 5, 6 -> service(view).ifPresent(this::scale);
            case 7, 8, 9 -> service(view).ifPresent(this::update);
            case 10, 11 -> service(view).ifPresent(this::rollBack);
            case 12 -> service(view).ifPresent(this::remove);
            case 13, 14 -> node(view).ifPresent(this::avail);
            default -> plug();
        }
    }

    private Optional<Service> service(View view) {
        var all = view.services().stream().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(kernel.below(all.size())));
    }

    private Optional<Node> node(View view) {
        var all = view.nodes().stream().toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(kernel.below(all.size())));
    }

    private void create(View view) {
        if (view.services().size() < MOST_SERVICES) {
            var spec = spec("s" + made++);
            give(
                    new Command.CreateService(spec, Payload.EMPTY),
                    (after, receipt) ->
                            must(after.services().get(receipt.id()).isPresent(), receipt));
        }
    }

    private ServiceSpec spec(String name) {
        var mode = mode();
        return new ServiceSpec(
                name,
                labels(),
                task(program()),
                mode,
                config(mode, "rollback"),
                config(mode, "continue"),
                List.of(),
                ports());
    }

    private Map<String, String> labels() {
        return kernel.below(3) > 0
                ? Map.of()
                : Map.of("skep.rebalance", Integer.toString(1 + kernel.below(2)));
    }

    private ServiceMode mode() {
        return switch (kernel.below(6)) {
            case 0 -> new ServiceMode.Global();
            case 1 -> new ServiceMode.ReplicatedJob(1 + kernel.below(2), 1 + kernel.below(3));
            default -> ServiceMode.replicated(kernel.below(6));
        };
    }

    private ContainerSpec program() {
        var programs = world.manager.machine.containers();
        var program =
                switch (kernel.below(8)) {
                    case 0 -> programs.exitsWith(kernel.below(2));
                    case 1 -> programs.missing();
                    case 2 -> programs.ignoresStopSignal();
                    default -> programs.sleeps();
                };
        return program.withEnv(List.of("VERSION=" + made++));
    }

    private TaskSpec task(ContainerSpec program) {
        var restart =
                new RestartPolicy(
                        null,
                        Duration.ofMillis(kernel.below(6_000)),
                        kernel.below(4) == 0 ? (Long) 2L : null,
                        null);
        return new TaskSpec(program, null, restart, null, List.of(), null, 0, "container");
    }

    private @Nullable UpdateConfig config(ServiceMode mode, String beside) {
        var action = List.of("pause", "continue", beside).get(kernel.below(3));
        return mode.job() || kernel.below(3) == 0
                ? null
                : new UpdateConfig(
                        kernel.below(3),
                        Duration.ofMillis(kernel.below(2_000)),
                        action,
                        Duration.ofMillis(500 + kernel.below(3_000)),
                        kernel.below(2) == 0 ? 0 : 0.5,
                        kernel.below(2) == 0 ? "start-first" : "stop-first");
    }

    private @Nullable EndpointSpec ports() {
        return kernel.below(3) > 0
                ? null
                : new EndpointSpec(
                        "vip",
                        List.of(
                                new PortConfig(
                                        "",
                                        "tcp",
                                        80,
                                        kernel.below(2) == 0 ? 0 : 8_000 + kernel.below(5),
                                        "ingress")));
    }

    private void scale(Service service) {
        if (service.spec().mode() instanceof ServiceMode.Replicated) {
            var more = ServiceMode.replicated(kernel.below(8));
            change(service, service.spec().withMode(more), "");
        }
    }

    private void update(Service service) {
        var task = task(program());
        var s = service.spec().withTaskTemplate(task);
        change(
                service,
                new ServiceSpec(
                        s.name(),
                        s.labels(),
                        s.taskTemplate(),
                        s.mode(),
                        config(s.mode(), "rollback"),
                        config(s.mode(), "continue"),
                        s.networks(),
                        kernel.below(2) == 0 ? s.endpointSpec() : ports()),
                "");
    }

    private void rollBack(Service service) {
        change(service, service.spec(), "previous");
    }

    /** Changes a service. */
    void change(Service service, ServiceSpec spec, String rollback) {
        var command =
                new Command.UpdateService(
                        service.id().value(),
                        service.wish().version(),
                        spec,
                        Payload.EMPTY,
                        "",
                        rollback);
        give(
                command,
                (after, receipt) ->
                        must(
                                after.services()
                                        .get(service.id())
                                        .filter(
                                                now ->
                                                        now.wish().version()
                                                                > service.wish().version())
                                        .isPresent(),
                                receipt));
    }

    /** Removes a service. */
    void remove(Service service) {
        give(
                new Command.RemoveService(service.id().value()),
                (after, receipt) -> must(after.services().get(service.id()).isEmpty(), receipt));
    }

    private void avail(Node node) {
        avail(node, Availability.values()[kernel.below(Availability.values().length)]);
    }

    /** Makes a node available, or not. */
    void avail(Node node, Availability wanted) {
        var spec = node.spec().value();
        give(
                new Command.UpdateNode(
                        node.id().value(),
                        node.spec().version(),
                        new NodeSpec(spec.name(), spec.labels(), spec.role(), wanted)),
                (after, receipt) ->
                        must(
                                after.nodes()
                                                .get(node.id())
                                                .orElseThrow()
                                                .spec()
                                                .value()
                                                .availability()
                                        == wanted,
                                receipt));
    }

    private void plug() {
        var name = kernel.below(2) == 0 ? "spread" : "binpack";
        give(new Command.UsePlug("scheduler", name), (after, receipt) -> {});
    }

    private void give(Command command, BiConsumer<View, Receipt> expect) {
        var life = world.manager.life();
        var number = ++given;
        waiting = true;
        world.log("user: " + shown(command));
        kernel.after(Duration.ofSeconds(40), () -> giveUp(number));
        life.control()
                .submit(command)
                .whenComplete(
                        (receipt, failure) -> {
                            answered(number);
                            if (failure == null) {
                                done++;
                                expect.accept(life.store().view(), receipt);
                            } else {
                                refused(failure);
                            }
                        });
    }

    private static String shown(Command command) {
        if (command instanceof Command.CreateService create) {
            return "create " + shown(create.spec());
        }
        if (command instanceof Command.UpdateService update) {
            return "update "
                    + update.service()
                    + (update.rollback().isEmpty() ? " " + shown(update.spec()) : " rollback");
        }
        return command.toString();
    }

    private static String shown(ServiceSpec spec) {
        var container = spec.taskTemplate().containerSpec();
        return spec.name()
                + " "
                + spec.mode()
                + " "
                + (container == null ? "" : container.command() + " " + container.env())
                + " "
                + spec.ports()
                + " "
                + spec.updateConfig();
    }

    private void answered(int number) {
        if (number == given) {
            waiting = false;
        }
    }

    /** A manager that crashed answers nothing. */
    private void giveUp(int number) {
        answered(number);
    }

    private void refused(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        world.log("user is told: " + cause);
        world.blame.unless(cause instanceof Refusal, () -> "a command failed with " + cause);
    }

    private void must(boolean shown, Receipt receipt) {
        world.blame.unless(shown, () -> "acknowledged, but not shown: " + receipt);
    }
}
