package io.skep.dns.zone.internal;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a name leads to, by family. */
final class Addresses {

    // most have one address of one family
    private Set<String> four = Set.of();
    private Set<String> six = Set.of();

    private Addresses() {}

    /** Of all that was said under a name. */
    static Addresses of(List<List<String>> said) {
        var all = new Addresses();
        said.forEach(all::add);
        return all;
    }

    /** Adds addresses, with or without prefix length; each counts once. */
    private void add(Collection<String> addresses) {
        for (var address : addresses) {
            var bare = bare(address);
            if (bare.indexOf(':') >= 0) {
                six = with(six, bare);
            } else if (!bare.isEmpty()) {
                four = with(four, bare);
            }
        }
    }

    private static Set<String> with(Set<String> some, String another) {
        if (some.isEmpty()) {
            return Set.of(another);
        }
        var more = some instanceof LinkedHashSet<String> ? some : new LinkedHashSet<>(some);
        more.add(another);
        return more;
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
