package io.skep.store.engine.internal.plug;

import io.skep.seam.Disk;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One life of the consensus group: its number and the plug that keeps it. It has a directory of its
 * own, which no other plug opens. The file {@code CURRENT} names the one to open after a restart.
 *
 * @param number from 1; never used twice
 * @param plug its name
 */
public record Generation(long number, String plug) {

    /** The file that names the generation to open. */
    public static final String CURRENT = "CURRENT";

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-([a-z0-9._-]{1,64})\\s*");

    /**
     * The generation to open. At the very first start it is made, and kept before anything else is
     * done.
     *
     * @param first the plug of the first generation
     * @throws IllegalStateException when the file says nothing that can be understood
     */
    public static Generation current(Disk disk, String first) {
        var kept = disk.read(CURRENT);
        if (kept.isPresent()) {
            return parse(new String(kept.get(), StandardCharsets.UTF_8));
        }
        var made = parse("1-" + first);
        disk.replace(CURRENT, (made.directory() + "\n").getBytes(StandardCharsets.UTF_8));
        return made;
    }

    private static Generation parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(
                    "the file consensus/" + CURRENT + " names no generation: '" + text + "'");
        }
        return new Generation(Long.parseLong(parts.group(1)), parts.group(2));
    }

    /** The name of its directory. */
    public String directory() {
        return number + "-" + plug;
    }
}
