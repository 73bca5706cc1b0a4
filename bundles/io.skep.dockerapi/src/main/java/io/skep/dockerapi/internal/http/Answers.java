package io.skep.dockerapi.internal.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.skep.access.Request;
import io.skep.control.Refusal;
import io.skep.dockerapi.internal.route.ApiVersion;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Unfit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who answers a request, and turns whatever goes wrong into an answer. */
final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final int MAX_PARAMETERS = 1024;
    private static final Pattern PLACE = Pattern.compile("\\(\\?<(\\w+)>");

    private final Routes routes;
    private final Duration patience;

    Answers(Routes routes, Duration patience) {
        this.routes = routes;
        this.patience = patience;
    }

    /** How long is waited for an answer. */
    Duration patience() {
        return patience;
    }

    /** Who answers; also when nobody knows the request. */
    Routes.Found find(HttpRequest head) {
        try {
            if (head.method().name().equals("OPTIONS")) {
                return always(Reply.empty(200));
            }
            var path = decoder(head).path();
            return routes.find(head.method().name(), path)
                    .orElseGet(() -> always(Routes.unknown()));
        } catch (Refusal refusal) {
            return always(failed(refusal));
        } catch (IllegalArgumentException malformed) {
            return always(Reply.error(400, "malformed request: " + malformed.getMessage()));
        }
    }

    /** What a request wants, for whoever judges it. */
    Request asked(HttpRequest head) {
        var headers = head.headers();
        return new Request(
                head.method().name(),
                // what a reader after us may take for a part of the path
                head.uri().indexOf('#') < 0 ? find(head).path() : head.uri(),
                parameters(head),
                headers.getAll(HttpHeaderNames.CONTENT_TYPE),
                headers.getAll(HttpHeaderNames.UPGRADE));
    }

    private static Set<String> parameters(HttpRequest head) {
        try {
            return decoder(head).parameters().keySet();
        } catch (IllegalArgumentException malformed) {
            return Set.of();
        }
    }

    /** The answer; fails when it is none. */
    CompletableFuture<Reply> answer(HttpRequest head, Routes.Found found, byte[] body) {
        var result = new CompletableFuture<Reply>();
        try {
            found.route()
                    .answering()
                    .answer(ask(head, found, body))
                    .whenComplete(
                            (reply, failure) -> {
                                if (failure == null) {
                                    result.complete(reply);
                                } else {
                                    result.complete(failed(failure));
                                }
                            });
        } catch (RuntimeException | LinkageError failure) {
            // a class is missing when its bundle is just being replaced
            result.complete(failed(failure));
        }
        return result;
    }

    static Reply late() {
        return Reply.error(
                500, "rpc error: code = DeadlineExceeded desc = context deadline exceeded");
    }

    /** What a client is told of a failure. */
    static Reply failed(Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Refusal refusal) {
            return Reply.error(refusal.code().status(), String.valueOf(refusal.getMessage()));
        }
        if (cause instanceof Unfit unfit) {
            return Reply.error(unfit.status(), String.valueOf(unfit.getMessage()));
        }
        log.error("a request failed", cause);
        return Reply.error(500, String.valueOf(cause.getMessage()));
    }

    private static Ask ask(HttpRequest head, Routes.Found found, byte[] body) {
        var headers = new HashMap<String, String>();
        head.headers()
                .forEach(
                        field ->
                                headers.put(
                                        field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        return new Ask(
                head.method().name(),
                head.uri(),
                found.version(),
                captures(found),
                decoder(head).parameters(),
                headers,
                body);
    }

    private static Map<String, String> captures(Routes.Found found) {
        var captures = new HashMap<String, String>();
        Matcher matcher = found.route().path().matcher(found.path());
        var places = PLACE.matcher(found.route().path().pattern());
        while (matcher.matches() && places.find()) {
            captures.put(places.group(1), matcher.group(places.group(1)));
        }
        return captures;
    }

    private static QueryStringDecoder decoder(HttpRequest head) {
        return new QueryStringDecoder(
                head.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS, true);
    }

    private static Routes.Found always(Reply reply) {
        var route =
                new Routes.Route(
                        "*", Pattern.compile(""), ask -> Routes.done(reply), Routes.By.DOOR);
        return new Routes.Found(route, ApiVersion.NEWEST, "");
    }
}
