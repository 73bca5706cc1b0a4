package io.skep.control.engine.internal.service;

import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.View;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.FileTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What references to secrets and configs must fulfil. Source: swarm-behaviour SV-18. */
final class ReferenceRules {

    private ReferenceRules() {}

    static void check(@Nullable ContainerSpec container, View view) {
        if (container == null) {
            return;
        }
        check("secret", secrets(container), (id, name) -> hasSecret(view, id, name));
        check("config", configs(container), (id, name) -> hasConfig(view, id, name));
    }

    private record Wanted(String id, String name, @Nullable FileTarget file, boolean needsFile) {

        private String target() {
            return file == null ? "" : file.name();
        }
    }

    private static List<Wanted> secrets(ContainerSpec container) {
        return container.secrets().stream()
                .map(ref -> new Wanted(ref.secretID(), ref.secretName(), ref.file(), true))
                .toList();
    }

    private static List<Wanted> configs(ContainerSpec container) {
        return container.configs().stream()
                .map(
                        ref ->
                                new Wanted(
                                        ref.configID(),
                                        ref.configName(),
                                        ref.file(),
                                        ref.runtime() == null))
                .toList();
    }

    private static void check(
            String kind, List<Wanted> references, BiPredicate<String, String> there) {
        var targets = new TreeMap<String, String>();
        for (var wanted : references) {
            checkForm(kind, wanted);
            var rival = targets.putIfAbsent(wanted.target(), wanted.name());
            if (rival != null && !wanted.target().isEmpty()) {
                throw conflict(kind, rival, wanted);
            }
        }
        checkThere(kind, references, there);
    }

    private static void checkForm(String kind, Wanted wanted) {
        if (wanted.id().isEmpty() || wanted.name().isEmpty()) {
            throw Refusals.invalid("malformed " + kind + " reference");
        }
        if (wanted.needsFile() && wanted.target().isEmpty()) {
            throw Refusals.invalid("malformed " + kind + " reference, no target provided");
        }
    }

    private static RuntimeException conflict(String kind, String rival, Wanted wanted) {
        return Refusals.invalid(
                kind
                        + " references '"
                        + rival
                        + "' and '"
                        + wanted.name()
                        + "' have a conflicting target: '"
                        + wanted.target()
                        + "'");
    }

    private static void checkThere(
            String kind, List<Wanted> references, BiPredicate<String, String> there) {
        var missing = new ArrayList<String>();
        references.stream()
                .filter(wanted -> !there.test(wanted.id(), wanted.name()))
                .forEach(wanted -> missing.add(wanted.name()));
        if (!missing.isEmpty()) {
            throw Refusals.invalid(
                    kind
                            + (missing.size() == 1 ? "" : "s")
                            + " not found: "
                            + String.join(", ", missing));
        }
    }

    private static boolean hasSecret(View view, String id, String name) {
        return view.secrets().get(id).stream()
                .anyMatch(secret -> secret.spec().value().name().equals(name));
    }

    private static boolean hasConfig(View view, String id, String name) {
        return view.configs().get(id).stream()
                .anyMatch(config -> config.spec().value().name().equals(name));
    }
}
