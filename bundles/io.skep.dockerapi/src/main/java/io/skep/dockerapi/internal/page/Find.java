package io.skep.dockerapi.internal.page;

import io.skep.control.Refusal;
import io.skep.model.Config;
import io.skep.model.Lookup;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.Secret;
import io.skep.model.Service;
import io.skep.model.Table;
import io.skep.model.Task;
import io.skep.model.View;
import java.util.function.Function;

/** Finds the one object a client named. Source: docker-api-notes 3. */
final class Find {

    private Find() {}

    static Service service(View view, String typed) {
        return one("service", view.services(), service -> service.spec().name(), typed);
    }

    static Task task(View view, String typed) {
        return one("task", view.tasks(), Task::name, typed);
    }

    static Node node(View view, String typed) {
        return one("node", view.nodes(), Node::hostname, typed);
    }

    static Secret secret(View view, String typed) {
        return one("secret", view.secrets(), secret -> secret.spec().value().name(), typed);
    }

    static Config config(View view, String typed) {
        return one("config", view.configs(), config -> config.spec().value().name(), typed);
    }

    static Network network(View view, String typed) {
        return one("network", view.networks(), network -> network.spec().value().name(), typed);
    }

    private static <V> V one(String kind, Table<V> table, Function<V, String> name, String typed) {
        var found = Lookup.find(table, name, typed);
        if (found instanceof Lookup.Found.Ambiguous<V> several) {
            throw new Refusal(
                    Refusal.Code.INVALID,
                    kind + " " + typed + " is ambiguous (" + several.matches() + " matches found)");
        }
        return found.toOptional()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Refusal.Code.NOT_FOUND, kind + " " + typed + " not found"));
    }
}
