package io.skep.scheduler.engine.internal.place;

/** A way to bring the tasks of a group to nodes. */
interface Placer {

    /**
     * Places as many tasks as can be.
     *
     * @return what went wrong, in words for users; empty when nothing did
     */
    String place(Attempt attempt);
}
