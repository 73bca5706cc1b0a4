package io.skep.runtime.docker.internal.recipe;

import io.skep.model.spec.BindOptions;
import io.skep.model.spec.Driver;
import io.skep.model.spec.Mount;
import io.skep.model.spec.TmpfsOptions;
import io.skep.model.spec.VolumeOptions;
import io.skep.runtime.spi.TaskFiles;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Volumes, directories of the host and memory. Source: swarm-behaviour VO-1, VO-2. */
public final class MountRecipe {

    private static final String MISSING_SOURCE = "bind source path does not exist: ";

    private MountRecipe() {}

    /** Why these mounts cannot be, in Docker's words; empty when they can. */
    public static String refusal(List<Mount> mounts) {
        return mounts.stream()
                .map(MountRecipe::refusal)
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String refusal(Mount mount) {
        if (!mount.target().startsWith("/")) {
            return "invalid mount target, must be an absolute path: " + mount.target();
        }
        var absolute = mount.source().startsWith("/");
        return switch (mount.type()) {
            case "bind" ->
                    absolute
                            ? ""
                            : "invalid bind mount source, must be an absolute path: "
                                    + mount.source();
            case "volume" ->
                    absolute
                            ? "invalid volume mount source, must not be an absolute path: "
                                    + mount.source()
                            : "";
            case "tmpfs" ->
                    mount.source().isEmpty() ? "" : "invalid tmpfs source, source must be empty";
            default -> "invalid mount type: " + mount.type();
        };
    }

    /**
     * Only the engine sees its host's files, so it is the one that misses a source; its words
     * become Docker's for tasks.
     */
    public static String inTaskWords(String message) {
        var at = message.indexOf(MISSING_SOURCE);
        return at < 0
                ? message
                : "invalid bind mount source, source path not found: "
                        + message.substring(at + MISSING_SOURCE.length());
    }

    static List<Body> mounts(List<Mount> mounts) {
        return mounts.stream().filter(mount -> !asBind(mount)).map(MountRecipe::mount).toList();
    }

    /** Files in memory, for reading only. Source: swarm-behaviour SE-7. */
    static List<Body> files(TaskFiles files) {
        return files.targets().stream()
                .map(
                        target ->
                                new Body()
                                        .with("Type", "bind")
                                        .with("Source", files.source(target))
                                        .with("Target", target)
                                        .with("ReadOnly", true))
                .toList();
    }

    /** The older form makes a missing source; every engine has it. */
    static List<String> binds(List<Mount> mounts) {
        return mounts.stream().filter(MountRecipe::asBind).map(MountRecipe::bind).toList();
    }

    private static boolean asBind(Mount mount) {
        var options = mount.bindOptions();
        return mount.type().equals("bind")
                && options != null
                && options.createMountpoint()
                && !options.nonRecursive()
                && !options.readOnlyNonRecursive()
                && !options.readOnlyForceRecursive();
    }

    private static String bind(Mount mount) {
        var options = mount.bindOptions();
        var flags =
                Stream.of(
                                mount.readOnly() ? "ro" : "",
                                options == null ? "" : options.propagation())
                        .filter(flag -> !flag.isEmpty())
                        .collect(Collectors.joining(","));
        var paths = mount.source() + ":" + mount.target();
        return flags.isEmpty() ? paths : paths + ":" + flags;
    }

    private static Body mount(Mount mount) {
        return new Body()
                .with("Type", mount.type())
                .text("Source", mount.source())
                .with("Target", mount.target())
                .flag("ReadOnly", mount.readOnly())
                .text("Consistency", mount.consistency())
                .map("BindOptions", bind(mount.bindOptions()))
                .map("VolumeOptions", volume(mount.volumeOptions()))
                .map("TmpfsOptions", tmpfs(mount.tmpfsOptions()));
    }

    private static Map<String, Object> bind(@Nullable BindOptions options) {
        return options == null
                ? Map.of()
                : new Body()
                        .text("Propagation", options.propagation())
                        .flag("NonRecursive", options.nonRecursive())
                        .flag("CreateMountpoint", options.createMountpoint())
                        .flag("ReadOnlyNonRecursive", options.readOnlyNonRecursive())
                        .flag("ReadOnlyForceRecursive", options.readOnlyForceRecursive())
                        .members();
    }

    private static Map<String, Object> volume(@Nullable VolumeOptions options) {
        return options == null
                ? Map.of()
                : new Body()
                        .flag("NoCopy", options.noCopy())
                        .map("Labels", options.labels())
                        .map("DriverConfig", driver(options.driverConfig()))
                        .text("Subpath", options.subpath())
                        .members();
    }

    private static Map<String, Object> driver(@Nullable Driver driver) {
        return driver == null
                ? Map.of()
                : new Body().text("Name", driver.name()).map("Options", driver.options()).members();
    }

    private static Map<String, Object> tmpfs(@Nullable TmpfsOptions options) {
        return options == null
                ? Map.of()
                : new Body()
                        .number("SizeBytes", options.sizeBytes())
                        .number("Mode", options.mode())
                        .members();
    }
}
