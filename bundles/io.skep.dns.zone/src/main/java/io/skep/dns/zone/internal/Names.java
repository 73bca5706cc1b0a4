package io.skep.dns.zone.internal;

import io.skep.model.Tree;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known under which name, and who said so: several may, and each can take back what is his
 * without a look at the others. Immutable.
 */
final class Names {

    static final Names NONE = new Names(Tree.empty());

    private static final char END = 0;

    private final Tree<List<String>> said;

    private Names(Tree<List<String>> said) {
        this.said = said;
    }

    /** Somebody says more under a name. */
    Names with(String name, String who, List<String> what) {
        var key = name + END + who;
        var known = said.get(key);
        return new Names(
                said.put(
                        key,
                        known.isEmpty()
                                ? what
                                : Stream.concat(known.get().stream(), what.stream()).toList()));
    }

    /** Somebody takes back all he said under a name. */
    Names without(String name, String who) {
        return new Names(said.remove(name + END + who));
    }

    /** What is said under a name, in the order of who says it; nothing when nobody does. */
    List<List<String>> under(String name) {
        return said.withPrefix(name + END);
    }
}
