package io.skep.dockerapi.internal.page;

import io.skep.control.Refusal;
import java.util.List;

/** Filters whose values are from a short list. Source: docker-api-notes 2. */
final class Choices {

    private Choices() {}

    static void check(String name, List<String> known, List<String> wanted) {
        for (var value : wanted) {
            if (!known.contains(value)) {
                throw new Refusal(
                        Refusal.Code.UNKNOWN, "Invalid " + name + " filter: '" + value + "'");
            }
        }
    }
}
