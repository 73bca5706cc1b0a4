package io.skep.dockerapi.internal.page;

import io.skep.control.Control;
import io.skep.control.LogQuery;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Find;
import io.skep.dockerjson.LogForm;
import io.skep.dockerjson.Moments;
import io.skep.model.LogRequest;
import io.skep.model.View;
import io.skep.model.spec.TaskSpec;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** {@code /services/{id}/logs} and {@code /tasks/{id}/logs}. Source: docker-api-notes 6. */
final class LogPages {

    private static final int MULTIPLEXED_SINCE = 42;
    private static final long ALL = -1;

    private final Control control;

    LogPages(Control control) {
        this.control = control;
    }

    void on(Routes routes) {
        routes.get("/services/{id}/logs", ask -> logs(ask, LogPages::service));
        routes.get("/tasks/{id}/logs", ask -> logs(ask, LogPages::task));
    }

    /** Whose logs, and whether they have a terminal. */
    private record Source(LogQuery query, boolean terminal) {}

    private static Source service(View view, String typed) {
        var service = Find.service(view, typed);
        return new Source(
                new LogQuery(List.of(service.id()), List.of()),
                terminal(service.inForce().taskTemplate()));
    }

    private static Source task(View view, String typed) {
        var task = Find.task(view, typed);
        return new Source(
                new LogQuery(List.of(), List.of(task.id())), terminal(task.plan().value().spec()));
    }

    private static boolean terminal(TaskSpec spec) {
        return spec.containerSpec() != null && spec.containerSpec().tty();
    }

    private CompletionStage<Reply> logs(Ask ask, BiFunction<View, String, Source> whose) {
        var request = request(ask);
        return control.read()
                .thenApply(view -> reply(ask, request, whose.apply(view, ask.capture("id"))));
    }

    private Reply reply(Ask ask, LogRequest request, Source source) {
        var form = new LogForm(source.terminal, ask.loose("timestamps"), ask.loose("details"));
        boolean multiplexed = !source.terminal && ask.version().atLeast(MULTIPLEXED_SINCE);
        return new Reply.Flowing(
                "application/vnd.docker." + (multiplexed ? "multiplexed" : "raw") + "-stream",
                out -> control.logs(source.query, request, new LogSink(form, out)));
    }

    private static LogRequest request(Ask ask) {
        var request =
                new LogRequest(
                        ask.loose("stdout"),
                        ask.loose("stderr"),
                        ask.loose("follow"),
                        Moments.of("since", ask.query("since")).orElse(null),
                        tail(ask.query("tail")));
        if (!request.stdout() && !request.stderr()) {
            throw invalid("must specify at least one of 'stdout' or 'stderr'");
        }
        return request;
    }

    private static long tail(String text) {
        if (text.isEmpty() || text.equals("all")) {
            return ALL;
        }
        try {
            return Math.max(ALL, Long.parseLong(text));
        } catch (NumberFormatException malformed) {
            throw invalid("invalid value for tail: \"" + text + "\"");
        }
    }

    private static Refusal invalid(String text) {
        return new Refusal(Refusal.Code.INVALID, text);
    }
}
