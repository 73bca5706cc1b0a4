package io.skep.dockerjson;

import io.skep.model.Config;
import io.skep.model.Lookup;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.Secret;
import io.skep.model.Service;
import io.skep.model.Table;
import io.skep.model.Task;
import io.skep.model.View;

/**
 * Finds the one object a client named. Source: docker-api-notes 3. All verbs throw {@link Unfit}
 * when there is none, or more than one.
 */
public final class Find {

    private static final int NOT_FOUND = 404;

    private Find() {}

    /** A service by id, name or id prefix. */
    public static Service service(View view, String typed) {
        return one("service", view.services(), typed);
    }

    /** A task by id, full name or id prefix. */
    public static Task task(View view, String typed) {
        return one("task", view.tasks(), typed);
    }

    /** A node by id, host name or id prefix. */
    public static Node node(View view, String typed) {
        return one("node", view.nodes(), typed);
    }

    /** A secret by id, name or id prefix. */
    public static Secret secret(View view, String typed) {
        return one("secret", view.secrets(), typed);
    }

    /** A config by id, name or id prefix. */
    public static Config config(View view, String typed) {
        return one("config", view.configs(), typed);
    }

    /** A network by id, name or id prefix. */
    public static Network network(View view, String typed) {
        return one("network", view.networks(), typed);
    }

    private static <V> V one(String kind, Table<V> table, String typed) {
        var found = Lookup.find(table, typed);
        if (found instanceof Lookup.Found.Ambiguous<V> several) {
            throw new Unfit(
                    kind + " " + typed + " is ambiguous (" + several.matches() + " matches found)");
        }
        return found.toOptional()
                .orElseThrow(() -> new Unfit(NOT_FOUND, kind + " " + typed + " not found"));
    }
}
