package io.skep.dns.zone.internal;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.model.ServiceId;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The names of one network. Immutable; the next one shares with it what did not change. */
final class NetworkZone implements Zone {

    private final String suffix;
    private final Names names;
    // what tasks call themselves, which is no reason for a service not to be found
    private final Names others;
    private final Names pointers;

    private NetworkZone(String suffix, Names names, Names others, Names pointers) {
        this.suffix = suffix;
        this.names = names;
        this.others = others;
        this.pointers = pointers;
    }

    static NetworkZone of(Scope scope) {
        var scribe = new Scribe(suffix(scope), Names.NONE, Names.NONE, Names.NONE);
        scope.endpoints().forEach(scribe::write);
        scope.frontends().forEach(front -> scribe.write(front, scope.endpoints(front.service())));
        return of(scribe);
    }

    private static NetworkZone of(Scribe scribe) {
        return new NetworkZone(scribe.suffix, scribe.names, scribe.others, scribe.pointers);
    }

    private static String suffix(Scope scope) {
        return "." + lower(scope.span().spec().name());
    }

    /** Whether that is still what the network is called. */
    boolean isOf(Scope scope) {
        return suffix.equals(suffix(scope));
    }

    /** After a change: strikes out what somebody was called who changed, and writes it anew. */
    NetworkZone next(Scope before, Scope now) {
        var scribe = new Scribe(suffix, names, others, pointers);
        var services = new TreeSet<ServiceId>();
        now.since(
                before,
                (key, was, is) -> {
                    was.ifPresent(scribe::erase);
                    is.ifPresent(scribe::write);
                    was.ifPresent(task -> services.add(task.service()));
                    is.ifPresent(task -> services.add(task.service()));
                },
                (key, was, is) -> {
                    was.ifPresent(front -> services.add(front.service()));
                    is.ifPresent(front -> services.add(front.service()));
                });
        for (var service : services) {
            before.frontend(service)
                    .ifPresent(front -> scribe.erase(front, before.endpoints(service)));
            now.frontend(service).ifPresent(front -> scribe.write(front, now.endpoints(service)));
        }
        return of(scribe);
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public Answer answer(Question question) {
        if (question.kind() == Question.Kind.POINTER) {
            return pointer(pointers.under(question.name()));
        }
        var known = known(question.name());
        if (known.isEmpty() && question.name().endsWith(suffix)) {
            int rest = question.name().length() - suffix.length();
            known = known(question.name().substring(0, rest));
        }
        return known.isEmpty() ? Answer.UNKNOWN : Addresses.of(known).answer(question);
    }

    /** The last one said counts. */
    private static Answer pointer(List<List<String>> known) {
        return known.isEmpty()
                ? Answer.UNKNOWN
                : new Answer.Name(known.get(known.size() - 1).get(0));
    }

    private List<List<String>> known(String name) {
        var known = names.under(name);
        return known.isEmpty() ? others.under(name) : known;
    }
}
