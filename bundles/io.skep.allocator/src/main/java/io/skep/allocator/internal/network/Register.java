package io.skep.allocator.internal.network;

import io.skep.allocator.internal.range.Address;
import io.skep.model.Network;
import io.skep.model.Service;
import io.skep.model.State;
import io.skep.model.Task;
import io.skep.model.View;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which address in a view. Goes from view to view, so that a turn costs what changed
 * since the last one; what it says depends on the last view alone. A task holds its addresses until
 * it ended, a service its own until the plan drops them, a guest until its seat is gone. One thread
 * at a time.
 */
public final class Register {

    private View last = State.EMPTY;
    // by how many; more than one for a moment at most
    private final Map<Address, Integer> held = new HashMap<>();

    /** Goes on to a view. */
    void next(View view) {
        view.services()
                .since(
                        last.services(),
                        (id, was, is) -> {
                            was.ifPresent(service -> note(service, -1));
                            is.ifPresent(service -> note(service, 1));
                        });
        view.tasks()
                .since(
                        last.tasks(),
                        (id, was, is) -> {
                            was.ifPresent(task -> note(task, -1));
                            is.ifPresent(task -> note(task, 1));
                        });
        view.networks()
                .since(
                        last.networks(),
                        (id, was, is) -> {
                            was.ifPresent(network -> note(network, -1));
                            is.ifPresent(network -> note(network, 1));
                        });
        last = view;
    }

    private void note(Service service, int by) {
        service.planOrEmpty().virtualIps().forEach(vip -> hold(vip.addr(), by));
    }

    private void note(Network network, int by) {
        network.seatsOrNone()
                .seats()
                .forEach(seat -> seat.addresses().forEach(text -> hold(text, by)));
    }

    private void note(Task task, int by) {
        if (!task.terminal()) {
            task.plan()
                    .value()
                    .networks()
                    .forEach(place -> place.addresses().forEach(text -> hold(text, by)));
        }
    }

    private void hold(String text, int by) {
        Address.of(text).ifPresent(address -> held.merge(address, by, Register::sum));
    }

    private static @Nullable Integer sum(int before, int by) {
        return before + by == 0 ? null : Integer.valueOf(before + by);
    }

    /** Whether somebody holds it. */
    boolean holds(Address address) {
        return held.containsKey(address);
    }
}
