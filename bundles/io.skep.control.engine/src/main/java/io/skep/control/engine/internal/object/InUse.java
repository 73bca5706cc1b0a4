package io.skep.control.engine.internal.object;

import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.View;
import io.skep.model.spec.ContainerSpec;
import java.util.List;
import java.util.function.Predicate;

/** Which services refer to a secret or config now; their previous specs do not count (SE-4). */
final class InUse {

    private InUse() {}

    static List<String> by(View view, Predicate<ContainerSpec> refers) {
        return view.services().stream()
                .filter(
                        service -> {
                            var container = service.spec().taskTemplate().containerSpec();
                            return container != null && refers.test(container);
                        })
                .map(service -> service.spec().name())
                .sorted()
                .toList();
    }

    static void check(String kind, String name, List<String> users) {
        if (!users.isEmpty()) {
            throw Refusals.invalid(
                    "%s '%s' is in use by the following service%s: %s",
                    kind, name, users.size() == 1 ? "" : "s", String.join(", ", users));
        }
    }
}
