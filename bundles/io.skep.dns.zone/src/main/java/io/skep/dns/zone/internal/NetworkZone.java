package io.skep.dns.zone.internal;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.model.ServiceId;
import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Traffic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of one network. Does not change once it is made. */
final class NetworkZone implements Zone {

    private final String suffix;
    private final Map<String, Addresses> names = new HashMap<>();
    // what tasks call themselves, which is no reason for a service not to be found
    private final Map<String, Addresses> others = new HashMap<>();
    private final Map<String, String> pointers = new HashMap<>();

    private NetworkZone(String network) {
        this.suffix = "." + lower(network);
    }

    static NetworkZone of(Scope scope) {
        var zone = new NetworkZone(scope.span().spec().name());
        var serving = new HashMap<ServiceId, List<String>>();
        for (var endpoint : scope.endpoints()) {
            if (endpoint.traffic() == Traffic.SERVING) {
                zone.add(endpoint);
                serving.computeIfAbsent(endpoint.service(), any -> new ArrayList<>())
                        .addAll(endpoint.addresses());
            }
        }
        // a service that nobody serves has no name. Source: swarm-behaviour DN-10
        scope.frontends().stream()
                .filter(frontend -> serving.containsKey(frontend.service()))
                .forEach(frontend -> zone.add(frontend, serving.get(frontend.service())));
        return zone;
    }

    private void add(Endpoint endpoint) {
        var name = endpoint.name();
        name(name, endpoint.addresses());
        int last = name.lastIndexOf('.');
        if (last > 0 && !endpoint.alone()) {
            name(name.substring(0, last), endpoint.addresses()); // service.slot, service.node
        }
        endpoint.aliases().forEach(alias -> name(others, alias, endpoint.addresses()));
        endpoint.addresses().forEach(address -> point(address, name));
    }

    private void add(Frontend frontend, List<String> tasks) {
        var virtual = frontend.virtualIps().stream().map(VirtualIp::addr).toList();
        var front = virtual.isEmpty() ? tasks : virtual;
        virtual.forEach(address -> point(address, frontend.name()));
        add(frontend.name(), front, tasks);
        frontend.aliases().forEach(alias -> add(alias, front, tasks));
    }

    private void add(String name, List<String> front, List<String> tasks) {
        name(name, front);
        name("tasks." + name, tasks);
    }

    private void name(String name, List<String> addresses) {
        name(names, name, addresses);
    }

    private static void name(Map<String, Addresses> names, String name, List<String> addresses) {
        names.computeIfAbsent(lower(name), any -> new Addresses()).add(addresses);
    }

    private void point(String address, String name) {
        pointers.put(Addresses.bare(address), name + suffix);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public Answer answer(Question question) {
        if (question.kind() == Question.Kind.POINTER) {
            var name = pointers.get(question.name());
            return name == null ? Answer.UNKNOWN : new Answer.Name(name);
        }
        var known = known(question.name());
        if (known == null && question.name().endsWith(suffix)) {
            int rest = question.name().length() - suffix.length();
            known = known(question.name().substring(0, rest));
        }
        return known == null ? Answer.UNKNOWN : known.answer(question);
    }

    private @Nullable Addresses known(String name) {
        var known = names.get(name);
        return known == null ? others.get(name) : known;
    }
}
