package io.skep.scheduler.engine.internal.filter;

import io.skep.control.Remedy;

/**
 * A change that satisfies a rule on a node.
 *
 * @param missing what the rule misses, as things are now
 * @param change the smallest change: a command of the docker CLI where there is one
 * @param otherwise another that would do as well; empty when there is none
 * @param effort how much it asks of people; compared with others only
 */
record Fix(String missing, String change, String otherwise, int effort) {

    /** A setting of one node. */
    static final int SETTING = 1;

    /** Another wish of the service: its tasks are replaced. */
    static final int WISH = 2;

    /** Something else has to make room. */
    static final int ROOM = 3;

    /** Software that is not there. */
    static final int SOFTWARE = 6;

    /** A machine that is not there. */
    static final int MACHINE = 12;

    Fix(String missing, String change, int effort) {
        this(missing, change, "", effort);
    }

    /** As it is shown. */
    Remedy.Step step(String rule) {
        return new Remedy.Step(rule, missing, change, otherwise);
    }
}
