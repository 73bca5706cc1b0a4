package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds what a node answered against the given API definition, if one is given. */
final class Conformance {

    /** What is handed on to a local engine is that engine's answer, of its own version. */
    private static final Pattern HANDED_ON =
            Pattern.compile(
                    "^(/v[0-9.]+)?/(containers|images|volumes|exec|build|distribution|plugins"
                            + "|system|auth|session|grpc|commit|networks|info|version|events).*");

    private final Optional<Definition> definition;
    private final boolean everything;

    private Conformance(boolean everything) {
        this.definition = Definition.given();
        this.everything = everything;
    }

    /** For a node with an engine behind it. */
    static Conformance ofClusterCalls() {
        return new Conformance(false);
    }

    /** For a node that answers everything by itself. */
    static Conformance ofAllCalls() {
        return new Conformance(true);
    }

    void check(List<Tee.Talk> talks) {
        if (definition.isEmpty()) {
            return;
        }
        var exchanges =
                talks.stream()
                        .flatMap(talk -> Exchange.of(talk).stream())
                        .filter(this::ours)
                        .toList();

        assertEquals(List.of(), definition.get().findings(exchanges));
    }

    private boolean ours(Exchange exchange) {
        return everything || !HANDED_ON.matcher(exchange.uri()).matches();
    }
}
