package io.skep.itests.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/** Whether revisions grow as time does, however many clients look. */
final class Order {

    private final List<Operation> revised;

    Order(List<Operation> history) {
        this.revised = history.stream().filter(it -> it.revision() > 0).toList();
    }

    List<String> faults() {
        var faults = new ArrayList<String>();
        twice(faults);
        backwards(faults);
        return faults;
    }

    private void twice(List<String> faults) {
        var writers = new HashMap<Long, Operation>();
        for (var write : revised.stream().filter(Operation::wrote).toList()) {
            var other = writers.put(write.revision(), write);
            if (other != null) {
                faults.add("one revision for two writes: " + other + " and " + write);
            }
        }
    }

    /** An operation shows at least what was acknowledged before it was asked for. */
    private void backwards(List<String> faults) {
        var asked = revised.stream().sorted(Comparator.comparing(Operation::invoked)).toList();
        var told = revised.stream().sorted(Comparator.comparing(Operation::returned)).toList();
        long highest = 0;
        int at = 0;
        for (var operation : asked) {
            for (; at < told.size() && told.get(at).before(operation); at++) {
                highest = Math.max(highest, told.get(at).revision());
            }
            if (behind(operation, highest)) {
                faults.add("revision " + highest + " was acknowledged before " + operation);
            }
        }
    }

    private static boolean behind(Operation operation, long highest) {
        return operation.wrote() ? operation.revision() <= highest : operation.revision() < highest;
    }
}
