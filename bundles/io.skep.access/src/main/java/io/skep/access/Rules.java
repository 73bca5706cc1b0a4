package io.skep.access;

import io.skep.access.Verdict.Body;
import io.skep.access.Verdict.Denied;
import io.skep.access.Verdict.Granted;
import io.skep.access.Verdict.Thing;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which requests a role may make. What is not named here is for administrators. Source:
 * consensus-and-faults A17.
 */
public final class Rules {

    /** Forms of the engine's own would be read by it as parameters, past us. */
    private static final Set<String> TYPES =
            Set.of(
                    "application/json",
                    "application/octet-stream",
                    "application/x-tar",
                    "text/plain");

    /** What names a file of the host, or has the engine fetch anything from anywhere. */
    private static final Set<String> PARAMETERS = Set.of("fromSrc", "checkpoint", "checkpoint-dir");

    private static final Pattern ODD = Pattern.compile("//|/\\.\\.?(/|$)|[\\p{Cntrl}#\\\\]");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Verdict GRANTED = new Granted();

    private static final List<Row> LOOKING =
            List.of(
                    row("GET|HEAD", "/(_ping|version|info|events|metrics|system/df)"),
                    row("GET", "/(nodes|services|tasks|secrets|configs|networks|volumes)(/[^/]+)?"),
                    row("GET", "/(services|tasks)/[^/]+/logs"),
                    row("GET", "/containers/(json|[^/]+/(json|top|logs|changes|stats))"),
                    row("GET", "/images/(json|.+/(json|history))"),
                    row("GET", "/plugins(/.+/json)?"),
                    row("GET", "/exec/[^/]+/json"));

    private static final List<Row> DEPLOYING =
            List.of(
                    row("POST", "/(services|secrets|configs)/(create|[^/]+/update)"),
                    row("DELETE", "/(services|secrets|configs|networks|volumes)/[^/]+"),
                    row("POST", "/networks/(create|prune)"),
                    row("GET", "/distribution/.+/json"),
                    row("GET", "/images/(search|get|.+/get)"),
                    row("POST", "/(images/create|auth)"),
                    row("POST", "/containers/create", id -> read(Body.CONTAINER, "")),
                    row("POST", "/volumes/create", id -> read(Body.VOLUME, "")),
                    row("POST", "/networks/[^/]+/(dis)?connect", id -> read(Body.PLUG, "")),
                    row("POST", "/containers/(?<id>[^/]+)/exec", id -> read(Body.COMMAND, id)),
                    row("POST", "/containers/(?<id>[^/]+)/update", id -> read(Body.LIMITS, id)),
                    row(
                            "POST",
                            "/containers/(?<id>[^/]+)/(start|stop|restart|kill|pause|unpause|wait"
                                    + "|resize|rename|attach)",
                            id -> new Verdict.Look(Thing.CONTAINER, id)),
                    row(
                            "GET|HEAD|PUT",
                            "/containers/(?<id>[^/]+)/(archive|export|attach/ws)",
                            id -> new Verdict.Look(Thing.CONTAINER, id)),
                    row(
                            "DELETE",
                            "/containers/(?<id>[^/]+)",
                            id -> new Verdict.Look(Thing.CONTAINER, id)),
                    row(
                            "POST",
                            "/exec/(?<id>[^/]+)/(start|resize)",
                            id -> new Verdict.Look(Thing.COMMAND, id)));

    /** Where the engine and its client speak of something else than HTTP afterwards. */
    private static final Pattern TALKS =
            Pattern.compile("/containers/[^/]+/attach(/ws)?|/exec/[^/]+/start");

    private static final Set<String> TALKED = Set.of("tcp", "websocket");

    private Rules() {}

    private record Row(Pattern methods, Pattern path, Function<String, Verdict> verdict) {}

    private static Row row(String methods, String path) {
        return row(methods, path, id -> GRANTED);
    }

    private static Row row(String methods, String path, Function<String, Verdict> verdict) {
        var whole = path.contains("(?<id>") ? path : path + "(?<id>)";
        return new Row(Pattern.compile(methods), Pattern.compile(whole), verdict);
    }

    private static Verdict read(Body kind, String container) {
        return new Verdict.Read(kind, container);
    }

    /** What is to become of a request. */
    public static Verdict judge(Role role, Request asked) {
        return switch (role) {
            case ADMIN -> GRANTED;
            case DEPLOYER -> found(asked, DEPLOYING, found(asked, LOOKING, beyond(asked)));
            case VIEWER -> found(asked, LOOKING, beyond(asked));
            case NOBODY -> new Denied("the client's certificate says no role");
        };
    }

    private static Verdict beyond(Request asked) {
        return new Denied(asked.method() + " " + asked.path() + " is for administrators");
    }

    private static Verdict found(Request asked, List<Row> rows, Verdict otherwise) {
        if (!plain(asked)) {
            return new Denied("a request of a form that only administrators may use");
        }
        for (var row : rows) {
            var path = row.path.matcher(asked.path());
            if (row.methods.matcher(asked.method()).matches() && path.matches()) {
                return about(row, path.group("id"));
            }
        }
        return otherwise;
    }

    private static Verdict about(Row row, String id) {
        return id.isEmpty() || NAME.matcher(id).matches()
                ? row.verdict.apply(id)
                : new Denied("no such name: " + NAME.pattern());
    }

    /** Whether whoever reads it after us reads the same. */
    private static boolean plain(Request asked) {
        return !ODD.matcher(asked.path()).find()
                && asked.parameters().stream().noneMatch(PARAMETERS::contains)
                && asked.types().stream().allMatch(Rules::known)
                && asked.upgrades().stream().allMatch(to -> talks(asked, to));
    }

    private static boolean known(String type) {
        return type.isEmpty() || TYPES.contains(type.split(";", 2)[0].strip());
    }

    private static boolean talks(Request asked, String protocol) {
        return TALKS.matcher(asked.path()).matches()
                && TALKED.contains(protocol.toLowerCase(Locale.ROOT));
    }
}
