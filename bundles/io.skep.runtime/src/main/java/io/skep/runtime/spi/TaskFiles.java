package io.skep.runtime.spi;

import java.util.List;

/**
 * RUN-6: files a task is to see, already written, with their owners and modes, into memory that
 * only root can reach. The runtime shows each at its target, for reading only, and leaves them as
 * they are: their host removes them when the task has ended.
 *
 * @param directory where they are: the file for a target is at {@code directory + target}
 * @param targets absolute paths inside the container, without {@code ..}
 */
public record TaskFiles(String directory, List<String> targets) {

    /** No files. */
    public static final TaskFiles NONE = new TaskFiles("", List.of());

    /** Copies the targets. */
    public TaskFiles {
        targets = List.copyOf(targets);
    }

    /** Where the file for a target is. */
    public String source(String target) {
        return directory + target;
    }
}
