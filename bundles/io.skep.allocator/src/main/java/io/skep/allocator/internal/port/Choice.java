package io.skep.allocator.internal.port;

import io.skep.model.Service;
import io.skep.model.View;
import io.skep.model.spec.PortConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Chooses the ports of one service: all of them or none. Numbers that are given come first; a port
 * without one keeps what it has while its protocol and target stay, else it gets the lowest free
 * one. Ports bound on the task's node only are recorded as they are. Source: swarm-behaviour PT-2
 * to PT-4.
 */
final class Choice {

    /** What came of it. */
    sealed interface Outcome {

        /** These ports. */
        record Granted(List<PortConfig> ports) implements Outcome {}

        /** None, and why. */
        record Refused(String why) implements Outcome {}
    }

    private final Service service;
    private final View view;
    private final PortBook book;
    private final SortedSet<Port> taken = new TreeSet<>();
    private final List<PortConfig> kept;

    private Choice(Service service, View view, PortBook book) {
        this.service = service;
        this.view = view;
        this.book = book;
        this.kept = new ArrayList<>(service.planOrEmpty().ports());
    }

    static Outcome of(Service service, View view, PortBook book) {
        return new Choice(service, view, book).outcome();
    }

    private Outcome outcome() {
        var wanted = service.inForce().ports();
        for (var port : wanted) {
            var conflict = given(port);
            if (conflict.isPresent()) {
                return new Outcome.Refused(conflict.get());
            }
        }
        var granted = new ArrayList<PortConfig>();
        for (var port : wanted) {
            var chosen = chosen(port);
            if (chosen.isEmpty()) {
                return new Outcome.Refused(
                        "no " + Port.protocol(port) + " port is free between 30000 and 32767");
            }
            granted.add(chosen.get());
        }
        return new Outcome.Granted(granted);
    }

    /** Takes a port whose number is given; what it says is why it cannot. */
    private Optional<String> given(PortConfig port) {
        if (open(port)) {
            return Optional.empty();
        }
        taken.add(Port.of(port));
        return book.holder(Port.of(port))
                .filter(holder -> !holder.equals(service.id()))
                .flatMap(view.services()::get)
                .map(
                        other ->
                                "port '%d' is already in use by service '%s' (%s) as an ingress port"
                                        .formatted(
                                                port.publishedPort(),
                                                other.spec().name(),
                                                other.id()));
    }

    private Optional<PortConfig> chosen(PortConfig port) {
        if (port.hostMode() || port.publishedPort() != 0) {
            return Optional.of(port);
        }
        var number = sticky(port).or(() -> book.free(Port.protocol(port), taken));
        number.ifPresent(taken::add);
        return number.map(chosen -> port.withPublishedPort(chosen.number()));
    }

    private Optional<Port> sticky(PortConfig port) {
        var same =
                kept.stream()
                        .filter(old -> !old.hostMode() && old.targetPort() == port.targetPort())
                        .filter(old -> Port.protocol(old).equals(Port.protocol(port)))
                        .filter(old -> !taken.contains(Port.of(old)))
                        .findFirst();
        same.ifPresent(kept::remove);
        return same.map(Port::of);
    }

    /** Whether nobody chose the number, or nobody needs to. */
    private static boolean open(PortConfig port) {
        return port.hostMode() || port.publishedPort() == 0;
    }
}
