package io.skep.control.engine.internal.answer;

import io.skep.model.Config;
import io.skep.model.Kind;
import io.skep.model.Lookup;
import io.skep.model.Network;
import io.skep.model.Node;
import io.skep.model.Secret;
import io.skep.model.Service;
import io.skep.model.Stored;
import io.skep.model.Table;
import io.skep.model.View;

/** Finds the one object a user named, or refuses. Source: swarm-behaviour SV-15. */
public final class Find {

    private Find() {}

    /** A node by id, host name or id prefix. */
    public static Node node(View view, String typed) {
        return one(Kind.NODE, view.nodes(), typed);
    }

    /** A service by id, name or id prefix. */
    public static Service service(View view, String typed) {
        return one(Kind.SERVICE, view.services(), typed);
    }

    /** A secret by id, name or id prefix. */
    public static Secret secret(View view, String typed) {
        return one(Kind.SECRET, view.secrets(), typed);
    }

    /** A config by id, name or id prefix. */
    public static Config config(View view, String typed) {
        return one(Kind.CONFIG, view.configs(), typed);
    }

    /** A network by id, name or id prefix. */
    public static Network network(View view, String typed) {
        return one(Kind.NETWORK, view.networks(), typed);
    }

    /** Refuses unless the user read the newest version of a part. */
    public static void current(Stored<?> part, long version) {
        if (part.version() != version) {
            throw Refusals.outOfSequence();
        }
    }

    private static <V> V one(Kind kind, Table<V> table, String typed) {
        var found = Lookup.find(table, typed);
        if (found instanceof Lookup.Found.Ambiguous<V> several) {
            throw Refusals.ambiguous(kind, typed, several.matches());
        }
        return found.toOptional().orElseThrow(() -> Refusals.notFound(kind, typed));
    }
}
