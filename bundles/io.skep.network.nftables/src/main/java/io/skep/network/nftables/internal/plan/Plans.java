package io.skep.network.nftables.internal.plan;

import io.skep.network.nftables.internal.rule.RuleSet;

/** The rules a scene asks for. */
public final class Plans {

    private Plans() {}

    /** Of one family. */
    public static RuleSet rules(Scene scene, Family family) {
        var draft = new Draft(family);
        Virtual.add(scene, family, draft);
        if (family == Family.FOUR) {
            Mesh.add(scene, draft);
        }
        return draft.rules();
    }
}
