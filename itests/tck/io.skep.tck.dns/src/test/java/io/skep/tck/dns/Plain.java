package io.skep.tck.dns;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import io.skep.dns.spi.Question.Kind;
import io.skep.dns.spi.Resolver;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.model.net.Traffic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The least a resolver can do: service names, always with the tasks' addresses. */
class Plain implements Resolver {

    @Override
    public Zone zone(Scope scope) {
        Map<String, List<String>> names = new HashMap<>();
        for (var frontend : scope.frontends()) {
            for (var endpoint : scope.endpoints()) {
                if (endpoint.service().equals(frontend.service()) && leadsTo(endpoint.traffic())) {
                    var address = endpoint.addresses().get(0).replaceAll("/.*", "");
                    for (var name : List.of(frontend.name(), "tasks." + frontend.name())) {
                        names.computeIfAbsent(name, any -> new ArrayList<>()).add(address);
                    }
                }
            }
        }
        return question -> answer(names, question);
    }

    boolean leadsTo(Traffic traffic) {
        return traffic == Traffic.SERVING;
    }

    Answer answer(Map<String, List<String>> names, Question question) {
        var found = names.get(question.name());
        if (found == null) {
            return Answer.UNKNOWN;
        }
        return question.kind() == Kind.IPV4
                ? new Answer.Addresses(order(found, question.turn()))
                : Answer.EMPTY;
    }

    List<String> order(List<String> addresses, long turn) {
        var order = new ArrayList<>(addresses);
        Collections.rotate(order, (int) (turn % order.size()));
        return order;
    }
}
