package io.skep.dns.zone.internal;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a name leads to, by family. Grows while a zone is made. */
final class Addresses {

    private final Set<String> four = new LinkedHashSet<>();
    private final Set<String> six = new LinkedHashSet<>();

    /** Adds addresses, with or without prefix length; each counts once. */
    void add(Collection<String> addresses) {
        for (var address : addresses) {
            var bare = bare(address);
            var family = bare.indexOf(':') < 0 ? four : six;
            if (!bare.isEmpty()) {
                family.add(bare);
            }
        }
    }

    static String bare(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    Answer answer(Question question) {
        return switch (question.kind()) {
            case IPV4 -> turned(four, question.turn());
            case IPV6 -> turned(six, question.turn());
            case POINTER, OTHER -> Answer.EMPTY;
        };
    }

    private static Answer turned(Set<String> addresses, long turn) {
        if (addresses.isEmpty()) {
            return Answer.EMPTY;
        }
        var order = new ArrayList<>(addresses);
        Collections.rotate(order, -(int) Math.floorMod(turn, (long) order.size()));
        return new Answer.Addresses(order);
    }
}
