package io.skep.store.engine.internal.plug;

import io.skep.model.spec.ClusterSpec;
import io.skep.seam.Disk;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger log = LoggerFactory.getLogger(Generation.class);
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

    /** Another plug may be wished for; going over to it is an operation of its own. */
    public void heed(String contract, ClusterSpec spec) {
        var wished = spec.plugs().getOrDefault(contract, plug);
        if (!wished.equals(plug)) {
            log.warn(
                    "store: consensus {} is wished for; {} keeps the data and goes on",
                    wished,
                    plug);
        }
    }

    /** The name of its directory. */
    public String directory() {
        return number + "-" + plug;
    }
}
