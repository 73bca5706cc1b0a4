package io.skep.consensus.ratis.internal.machine;

/** What happens in the group. Called by Ratis' threads, in the order of the log. */
public interface MachineEvents {

    /** It was agreed who is in the group. */
    void agreed(Configuration configuration);

    /** Who leads says that this member is none any more. */
    void dismissed();

    /** This member leads and has seen everything that was committed before. */
    void leads(long term);

    /** This member asks another for its vote. */
    void canvasses();

    /** Somebody was elected. */
    void elected(String leader, long term);

    /** This member does not lead any more, or nobody leads. */
    void leaderless(long term);

    /** Ratis stopped by itself: it failed, or found that this member is none any more. */
    void stopped();

    /** The member cannot go on. */
    void broken(String why);
}
