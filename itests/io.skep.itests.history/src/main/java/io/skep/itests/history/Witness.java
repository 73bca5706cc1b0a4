package io.skep.itests.history;

import java.util.Comparator;
import java.util.List;

/**
 * The order that revisions tell, tried before any search: it is nearly always right, and if it
 * explains everything nobody has to look further.
 */
final class Witness {

    private static final Comparator<Operation> ORDER =
            Comparator.comparingLong(Operation::revision)
                    .thenComparing(it -> !changes(it))
                    .thenComparingLong(Operation::invoked);

    private Witness() {}

    /** Whether all have a revision, and in their order each is as it was told. */
    static boolean explains(List<Operation> operations) {
        if (operations.stream().anyMatch(it -> it.revision() == 0 && !mayBeLeftOut(it))) {
            return false;
        }
        var value = "";
        long latest = Long.MIN_VALUE;
        var known = operations.stream().filter(it -> it.revision() > 0).sorted(ORDER).toList();
        for (var operation : known) {
            var after = operation.after(value);
            if (after == null || operation.returned() < latest) {
                return false;
            }
            value = after;
            latest = Math.max(latest, operation.invoked());
        }
        return true;
    }

    /** What has no revision and no answer may never have happened. */
    private static boolean mayBeLeftOut(Operation operation) {
        return operation.outcome() == Operation.Outcome.UNKNOWN;
    }

    private static boolean changes(Operation operation) {
        return operation.mayHaveWritten();
    }
}
