package io.skep.dockerapi.internal.route;

import io.skep.control.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Who answers what. Filled once, before the first request. */
public final class Routes {

    private static final Pattern VERSIONED = Pattern.compile("/v(\\d{1,9})\\.(\\d{1,9})(/.*)");

    private final List<Route> routes = new ArrayList<>();

    /** Nobody answers anything yet. */
    public Routes() {}

    /** Answers a request. */
    @FunctionalInterface
    public interface Answering {

        /** May throw a {@link Refusal}, or complete with one. */
        CompletionStage<Reply> answer(Ask ask);
    }

    /**
     * One row of the table.
     *
     * @param method the verb; {@code *} for any
     * @param path what the path looks like
     * @param answering who answers
     * @param by who has the say
     */
    public record Route(String method, Pattern path, Answering answering, By by) {}

    /** Who answers. */
    public enum By {
        /** The door. */
        DOOR,
        /** The engine, if there is one; else the door. */
        ENGINE,
        /** The door, which has the engine work for as long as it needs. */
        BOTH
    }

    /**
     * Who answers a request.
     *
     * @param route the row
     * @param version of the API
     * @param path the path without the version
     */
    public record Found(Route route, ApiVersion version, String path) {}

    /** {@code GET} of a path with places, as {@code /tasks/{id}} or {@code /x/{rest...}}. */
    public void get(String path, Answering answering) {
        add("GET", path, answering, By.DOOR);
    }

    /** {@code HEAD} of a path. */
    public void head(String path, Answering answering) {
        add("HEAD", path, answering, By.DOOR);
    }

    /** {@code POST} to a path. */
    public void post(String path, Answering answering) {
        add("POST", path, answering, By.DOOR);
    }

    /** {@code DELETE} of a path. */
    public void delete(String path, Answering answering) {
        add("DELETE", path, answering, By.DOOR);
    }

    /** A request for the engine; {@code without} answers where there is none. */
    public void engine(String method, String path, Answering without) {
        add(method, path, without, By.ENGINE);
    }

    /** A request that the door has the engine carry out. */
    public void both(String method, String path, Answering answering) {
        add(method, path, answering, By.BOTH);
    }

    /** The same table, each row as somebody else is to see it. */
    public Routes seen(UnaryOperator<Route> by) {
        var others = new Routes();
        routes.stream().map(by).forEach(others.routes::add);
        return others;
    }

    private void add(String method, String path, Answering answering, By by) {
        var regex =
                path.replaceAll("\\{(\\w+)\\.\\.\\.}", "(?<$1>.+)")
                        .replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)");
        routes.add(new Route(method, Pattern.compile(regex), answering, by));
    }

    /**
     * Finds who answers.
     *
     * @throws Refusal when the version is too new
     */
    public Optional<Found> find(String method, String path) {
        var versioned = VERSIONED.matcher(path);
        if (!versioned.matches()) {
            return find(method, path, ApiVersion.NEWEST);
        }
        var version = ApiVersion.of(versioned.group(1), versioned.group(2));
        if (!version.served()) {
            return Optional.of(new Found(tooOld(version), version, path));
        }
        return find(method, versioned.group(3), version);
    }

    private Optional<Found> find(String method, String path, ApiVersion version) {
        return routes.stream()
                .filter(route -> route.method.equals("*") || route.method.equals(method))
                .filter(route -> route.path.matcher(path).matches())
                .findFirst()
                .map(route -> new Found(route, version, path));
    }

    // such clients do not read JSON errors
    private static Route tooOld(ApiVersion version) {
        Answering answering = ask -> done(Reply.text(400, version.tooOld(), Map.of()));
        return new Route("*", VERSIONED, answering, By.DOOR);
    }

    /** What is answered to what nobody knows. Source: docker-api-notes 1.1. */
    public static Reply unknown() {
        return Reply.error(404, "page not found");
    }

    /** An answer that needs nothing more. */
    public static CompletionStage<Reply> done(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
