package io.skep.control.engine.internal.service;

import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.View;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.FileTarget;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What references to secrets and configs must fulfil. Source: swarm-behaviour SV-18. */
final class ReferenceRules {

    private static final int LONGEST = 4_095;
    private static final Pattern OUTSIDE = Pattern.compile("(^|/)\\.\\.(/|$)|/$|\0");

    private ReferenceRules() {}

    static void check(ContainerSpec container, View view) {
        var secrets =
                container.secrets().stream()
                        .map(ref -> new Wanted(ref.secretID(), ref.secretName(), ref.file(), true));
        var configs =
                container.configs().stream()
                        .map(
                                ref ->
                                        new Wanted(
                                                ref.configID(),
                                                ref.configName(),
                                                ref.file(),
                                                ref.runtime() == null));
        check(
                "secret",
                secrets.toList(),
                id -> view.secrets().get(id).map(s -> s.spec().value().name()));
        check(
                "config",
                configs.toList(),
                id -> view.configs().get(id).map(c -> c.spec().value().name()));
    }

    private record Wanted(String id, String name, @Nullable FileTarget file, boolean needsFile) {

        private String target() {
            return file == null ? "" : file.name();
        }
    }

    private static void check(
            String kind, List<Wanted> references, Function<String, Optional<String>> nameOf) {
        var targets = new TreeMap<String, String>();
        for (var wanted : references) {
            checkForm(kind, wanted);
            var rival = targets.putIfAbsent(wanted.target(), wanted.name());
            if (rival != null && !wanted.target().isEmpty()) {
                throw Refusals.invalid(
                        "%s references '%s' and '%s' have a conflicting target: '%s'",
                        kind, rival, wanted.name(), wanted.target());
            }
        }
        var missing =
                references.stream()
                        .filter(ref -> !nameOf.apply(ref.id()).equals(Optional.of(ref.name())))
                        .map(Wanted::name)
                        .toList();
        if (!missing.isEmpty()) {
            throw Refusals.invalid(
                    "%s%s not found: %s",
                    kind, missing.size() == 1 ? "" : "s", String.join(", ", missing));
        }
    }

    private static void checkForm(String kind, Wanted wanted) {
        if (wanted.id().isEmpty() || wanted.name().isEmpty()) {
            throw Refusals.invalid("malformed %s reference", kind);
        }
        if (wanted.needsFile() && wanted.target().isEmpty()) {
            throw Refusals.invalid("malformed %s reference, no target provided", kind);
        }
        if (wanted.target().length() > LONGEST || OUTSIDE.matcher(wanted.target()).find()) {
            throw Refusals.invalid("malformed %s reference, no path in a container", kind);
        }
    }
}
