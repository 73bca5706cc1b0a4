package io.skep.control.engine.internal.object;

import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.View;
import io.skep.model.spec.ContainerSpec;
import java.util.function.Predicate;

/** What secrets and configs have in common. */
final class DataRules {

    private DataRules() {}

    static void checkSize(String kind, int size, int most) {
        if (size < 1 || size > most) {
            throw Refusals.invalid(
                    "%s data must be larger than 0 and less than %s bytes", kind, most);
        }
    }

    static void checkSame(Record before, Record after) {
        if (!before.equals(after)) {
            throw Refusals.invalid("only updates to Labels are allowed");
        }
    }

    /** Previous specs of services do not count (SE-4). */
    static void checkUnused(String kind, String name, View view, Predicate<ContainerSpec> refers) {
        var users =
                view.services().stream()
                        .map(service -> service.spec())
                        .filter(spec -> spec.taskTemplate().containerSpec() != null)
                        .filter(spec -> refers.test(spec.taskTemplate().containerSpec()))
                        .map(spec -> spec.name())
                        .sorted()
                        .toList();
        if (!users.isEmpty()) {
            throw Refusals.invalid(
                    "%s '%s' is in use by the following service%s: %s",
                    kind, name, users.size() == 1 ? "" : "s", String.join(", ", users));
        }
    }
}
