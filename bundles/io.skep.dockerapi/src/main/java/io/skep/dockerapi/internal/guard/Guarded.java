package io.skep.dockerapi.internal.guard;

import io.skep.access.Denial;
import io.skep.access.Reach;
import io.skep.access.Role;
import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.EventSink;
import io.skep.control.LocalNode;
import io.skep.control.LogQuery;
import io.skep.control.Receipt;
import io.skep.control.Refusal;
import io.skep.control.TaskLogSink;
import io.skep.dockerjson.Find;
import io.skep.model.LogRequest;
import io.skep.model.Service;
import io.skep.model.View;
import io.skep.model.spec.ServiceSpec;
import io.skep.seam.Cancellable;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster, as far as a role may change it. Commands are judged as they were parsed: there is no
 * second reading of a request that could understand it otherwise.
 *
 * <p>A service that reaches its host, wanted or in force, is left to administrators as a whole.
 */
public record Guarded(Control control, Role role) implements Control {

    @Override
    public CompletionStage<Receipt> submit(Command command) {
        if (role == Role.ADMIN) {
            return control.submit(command);
        }
        return role == Role.DEPLOYER ? deploy(command) : denied("a change");
    }

    private CompletionStage<Receipt> deploy(Command command) {
        if (command instanceof Command.CreateService create) {
            return judged(command, view -> Reach.of(create.spec(), view));
        } else if (command instanceof Command.UpdateService update) {
            return judged(command, view -> updated(update, view));
        } else if (command instanceof Command.RemoveService remove) {
            return judged(command, view -> there(Find.service(view, remove.service()), view));
        } else if (command instanceof Command.CreateNetwork create) {
            return judged(command, view -> Reach.of(create.spec()));
        } else if (command instanceof Command.RemoveNetwork remove) {
            return judged(
                    command, view -> Reach.of(Find.network(view, remove.network()).spec().value()));
        } else if (command instanceof Command.CreateSecret create) {
            return judged(command, view -> Reach.of(create.spec()));
        }
        return data(command)
                ? control.submit(command)
                : denied(command.getClass().getSimpleName() + " is for administrators");
    }

    private static boolean data(Command command) {
        return command instanceof Command.UpdateSecret
                || command instanceof Command.RemoveSecret
                || command instanceof Command.CreateConfig
                || command instanceof Command.UpdateConfig
                || command instanceof Command.RemoveConfig;
    }

    private CompletionStage<Receipt> judged(
            Command command, Function<View, Optional<String>> judge) {
        return control.read()
                .thenCompose(
                        view ->
                                judge.apply(view)
                                        .map(this::reaching)
                                        .orElseGet(() -> control.submit(command)));
    }

    private static Optional<String> updated(Command.UpdateService update, View view) {
        var service = Find.service(view, update.service());
        boolean back = !update.rollback().isEmpty() && !update.rollback().equals("none");
        if (!back) {
            return there(service, view).or(() -> Reach.of(update.spec(), view));
        }
        // what is gone back to must be what was looked at
        if (service.wish().version() != update.version()) {
            throw new Refusal(
                    Refusal.Code.UNKNOWN,
                    "rpc error: code = Unknown desc = update out of sequence");
        }
        var wish = service.wish().value();
        return first(with(wish.spec(), wish.previous()), view);
    }

    private static Optional<String> there(Service service, View view) {
        return first(Stream.of(service.wish().value().spec(), service.inForce()), view);
    }

    private static Stream<ServiceSpec> with(ServiceSpec spec, @Nullable ServiceSpec previous) {
        return previous == null ? Stream.of(spec) : Stream.of(spec, previous);
    }

    private static Optional<String> first(Stream<ServiceSpec> specs, View view) {
        return specs.map(spec -> Reach.of(spec, view)).flatMap(Optional::stream).findFirst();
    }

    private CompletionStage<Receipt> reaching(String field) {
        return denied("what reaches out of a container is for administrators: " + field);
    }

    private CompletionStage<Receipt> denied(String reason) {
        return CompletableFuture.failedFuture(
                new Refusal(Refusal.Code.FORBIDDEN, Denial.text(role, reason)));
    }

    @Override
    public CompletionStage<View> read() {
        return control.read();
    }

    @Override
    public LocalNode local() {
        return control.local();
    }

    @Override
    public Cancellable follow(Instant since, EventSink sink) {
        return control.follow(since, sink);
    }

    @Override
    public Cancellable logs(LogQuery query, LogRequest request, TaskLogSink sink) {
        return control.logs(query, request, sink);
    }
}
