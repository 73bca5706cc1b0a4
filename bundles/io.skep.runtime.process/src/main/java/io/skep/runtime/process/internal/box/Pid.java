package io.skep.runtime.process.internal.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param number the process id
 * @param started ticks since boot, from {@code /proc}
 * @param boot the boot it belongs to
 */
record Pid(long number, long started, String boot) {

    private static final int STATE = 0;
    private static final int START_TIME = 19;
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** From a line of {@code /proc/PID/stat} and a boot id. */
    static Pid of(String stat, String boot) {
        var fields = fields(stat);
        var number = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        return new Pid(number, Long.parseLong(fields[START_TIME]), boot.strip());
    }

    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ");
    }

    boolean isAlive() {
        try {
            var stat = Files.readString(Path.of("/proc/" + number + "/stat"));
            var fields = fields(stat);
            return Long.parseLong(fields[START_TIME]) == started
                    && !fields[STATE].equals("Z")
                    && Files.readString(BOOT).strip().equals(boot);
        } catch (IOException gone) {
            return false;
        }
    }
}
