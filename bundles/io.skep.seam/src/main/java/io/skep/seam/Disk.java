package io.skep.seam;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A small directory of whole files. For values that are read at start and replaced now and then;
 * logs and snapshots belong to consensus. All verbs throw {@link UncheckedIOException} when the
 * disk refuses.
 */
@ConsumerType
public interface Disk {

    /** The content of a file; absent when there is none. */
    Optional<byte[]> read(String name);

    /**
     * Replaces a file: afterwards, also after a power cut, it holds the old or the new content, and
     * the new one once this returns.
     */
    void replace(String name, byte[] content);

    /**
     * Replaces a file without waiting until that outlives the machine: it outlives the process, but
     * after a power cut there may be the old content, or one that cannot be read. For what can be
     * found out again and is written often.
     */
    default void jot(String name, byte[] content) {
        replace(name, content);
    }

    /**
     * Removes what a replacement of this file left that was cut off before it took its place. Not
     * while anybody replaces it.
     */
    default void sweep(String name) {}

    /** Removes a file; without effect when there is none. */
    void delete(String name);

    /** The names of all files, in order. */
    List<String> names();
}
