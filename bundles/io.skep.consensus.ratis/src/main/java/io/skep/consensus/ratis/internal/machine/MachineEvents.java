package io.skep.consensus.ratis.internal.machine;

import io.skep.consensus.Entry;
import java.nio.file.Path;

/** What happens in the group. Called by Ratis' threads, in the order of the log. */
public interface MachineEvents {

    /** An entry is committed. May block while the host lags far behind. */
    void committed(Entry entry);

    /** An entry of Ratis' own is committed. */
    void passed(long index);

    /** The host's state is to be replaced. */
    void restored(long index, Path file);

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
