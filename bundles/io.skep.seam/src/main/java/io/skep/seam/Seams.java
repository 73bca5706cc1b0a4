package io.skep.seam;

import org.osgi.annotation.versioning.ConsumerType;

/** All seams of one node, as duties and plugs get them. */
@ConsumerType
public interface Seams {

    /** The clocks. */
    Time time();

    /** A new loop; the caller closes it. */
    Loop loop(String name);

    /** Threads for blocking work. */
    Workers workers();

    /** Chance. */
    Entropy entropy();

    /** The files of one owner, apart from those of others. */
    Disk disk(String owner);
}
