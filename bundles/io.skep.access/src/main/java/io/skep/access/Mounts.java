package io.skep.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What is mounted into a container: named volumes without a say on what they are, and memory. */
final class Mounts {

    private static final Pattern VOLUME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Set<String> TYPES = Set.of("volume", "tmpfs", "image");

    /** RUN-6: where a node keeps the files of tasks; nobody else mounts from there. */
    private static final List<String> OURS = List.of("/run/skep-", "/dev/shm/skep-");

    private static final Fields DRIVER = new Fields(Map.of("Name", Mounts::local));

    private static final Fields OPTIONS =
            new Fields(
                    Map.of(
                            "NoCopy", any -> true,
                            "Labels", any -> true,
                            "Subpath", any -> true,
                            "DriverConfig", driver -> DRIVER.wrong(driver).isEmpty()));

    /** Of the wish for one. */
    static final Fields ASKED =
            new Fields(
                    Map.of(
                            "Type", type -> TYPES.contains(type.asText("")),
                            "Source", source -> source.asText("").isEmpty() || image(source),
                            "Target", any -> true,
                            "ReadOnly", any -> true,
                            "Consistency", any -> true,
                            "TmpfsOptions", any -> true,
                            "ImageOptions", any -> true,
                            "VolumeOptions", options -> OPTIONS.wrong(options).isEmpty()));

    private Mounts() {}

    /** Whether all of a list of wishes stay inside. */
    static boolean inside(JsonNode mounts) {
        return every(mounts, Mounts::whole);
    }

    /** As the engine keeps the wishes of a container that is there. */
    static boolean kept(JsonNode mounts) {
        return every(mounts, mount -> whole(mount) || own(mount));
    }

    private static boolean own(JsonNode mount) {
        return mount.path("Type").asText("").equals("bind")
                && mount.path("ReadOnly").asBoolean(false)
                && ours(mount.path("Source").asText(""));
    }

    // an image's name is no path either
    private static boolean image(JsonNode source) {
        var text = source.asText("");
        return source.isTextual() && !text.startsWith("/") && !text.contains("..");
    }

    private static boolean whole(JsonNode mount) {
        return ASKED.wrong(mount).isEmpty() && !Fields.get(mount, "Type").isMissingNode();
    }

    /** Whether all of a list of the older form, {@code SOURCE:TARGET:OPTIONS}, name volumes. */
    static boolean named(JsonNode binds) {
        return every(binds, bind -> bind.isTextual() && named(bind.textValue()));
    }

    private static boolean named(String bind) {
        int colon = bind.indexOf(':');
        return colon < 0 || VOLUME.matcher(bind.substring(0, colon)).matches();
    }

    /** What a container that is there has: what mounts from the host, or nothing. */
    static Optional<String> made(JsonNode mounts) {
        return every(mounts, Mounts::contained) ? Optional.empty() : Optional.of("a bind mount");
    }

    private static boolean contained(JsonNode mount) {
        var type = mount.path("Type").asText("");
        return TYPES.contains(type) && local(mount.path("Driver")) || ours(mount, type);
    }

    private static boolean ours(JsonNode mount, String type) {
        return type.equals("bind")
                && !mount.path("RW").asBoolean(true)
                && ours(mount.path("Source").asText(""));
    }

    private static boolean ours(String source) {
        return !source.contains("/../") && OURS.stream().anyMatch(source::startsWith);
    }

    /** Whether a volume's driver is the engine's own. */
    static boolean local(JsonNode driver) {
        return Fields.empty(driver) || driver.asText("").equals("local");
    }

    private static boolean every(JsonNode list, Predicate<JsonNode> rule) {
        if (Fields.empty(list)) {
            return true;
        }
        boolean good = list.isArray();
        for (var element : list) {
            good &= rule.test(element);
        }
        return good;
    }
}
