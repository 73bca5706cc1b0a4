package io.skep.network.nftables.internal.plan;

import io.skep.network.nftables.internal.rule.RuleSet;

/** The rules a scene asks for. */
public final class Plans {

    private Plans() {}

    /**
     * Of one family.
     *
     * @param forgets whether this kernel may be told how long it remembers what was closed
     */
    public static RuleSet rules(Scene scene, Family family, boolean forgets) {
        var draft = new Draft(family, forgets);
        Virtual.add(scene, family, draft);
        if (family == Family.FOUR) {
            Mesh.add(scene, draft);
        }
        return draft.rules();
    }

    /** How long connections of a family are remembered that were closed, in seconds. */
    public static String closed(Family family) {
        return "protocol tcp; l3proto "
                + family.word()
                + "; policy = { close : 1, time_wait : 1 };";
    }
}
