package io.skep.control.engine.internal.cluster;

import io.skep.lifecycle.DutyContext;

/** What a user said, or else what the node was started with. */
final class Wished {

    /** What the docker CLI sends when its user says nothing. */
    private static final String CLI_DEFAULT = "0.0.0.0:2377";

    private Wished() {}

    static String listen(String said, DutyContext context) {
        return said.isEmpty() || said.equals(CLI_DEFAULT) ? context.setting("listen", said) : said;
    }

    static String advertise(String said, DutyContext context) {
        return said.isEmpty() ? context.setting("advertise", "") : said;
    }
}
