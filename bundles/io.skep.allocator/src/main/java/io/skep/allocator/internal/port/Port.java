package io.skep.allocator.internal.port;

import io.skep.model.spec.PortConfig;
import java.util.Comparator;
import java.util.Locale;

/** A port of every node: unique in the cluster. */
record Port(String protocol, int number) implements Comparable<Port> {

    private static final Comparator<Port> ORDER =
            Comparator.<Port, String>comparing(Port::protocol).thenComparingInt(Port::number);

    static Port of(PortConfig config) {
        return new Port(protocol(config), config.publishedPort());
    }

    static String protocol(PortConfig config) {
        return config.protocolOrTcp().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Port other) {
        return ORDER.compare(this, other);
    }
}
