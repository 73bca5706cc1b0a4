package io.skep.telemetry.internal.event;

import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.Stored;
import io.skep.model.View;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects of a state that events are told of. */
final class Stock {

    private Stock() {}

    /** All of a kind, by id. */
    static SortedMap<String, Record> of(View view, Kind kind) {
        var all = new TreeMap<String, Record>();
        switch (kind) {
            case SERVICE -> view.services().forEach(one -> all.put(one.id().value(), one));
            case NODE -> view.nodes().forEach(one -> all.put(one.id().value(), one));
            case SECRET -> view.secrets().forEach(one -> all.put(one.id().value(), one));
            case CONFIG -> view.configs().forEach(one -> all.put(one.id().value(), one));
            case NETWORK -> view.networks().forEach(one -> all.put(one.id().value(), one));
            case CLUSTER, TASK -> {
                // nobody is told of these
            }
        }
        return all;
    }

    /** When one of them was written last. */
    static Instant newest(View view) {
        var parts =
                Stream.of(
                                view.services().stream().flatMap(Stock::parts),
                                view.nodes().stream().flatMap(Stock::parts),
                                view.networks().stream().flatMap(Stock::parts),
                                view.secrets().stream().map(secret -> secret.spec()),
                                view.configs().stream().map(config -> config.spec()))
                        .flatMap(some -> some);
        return parts.map(Stored::updatedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static Stream<Stored<?>> parts(Service service) {
        return Stream.concat(Stream.of(service.wish()), Stream.ofNullable(service.plan()));
    }

    private static Stream<Stored<?>> parts(Node node) {
        return Stream.of(
                        Stream.of(node.spec()),
                        Stream.ofNullable(node.status()),
                        Stream.ofNullable(node.grant()),
                        Stream.ofNullable(node.identity()))
                .flatMap(some -> some);
    }

    private static Stream<Stored<?>> parts(Network network) {
        return Stream.of(
                        Stream.of(network.spec()),
                        Stream.ofNullable(network.plan()),
                        Stream.ofNullable(network.guests()),
                        Stream.ofNullable(network.seats()))
                .flatMap(some -> some);
    }
}
