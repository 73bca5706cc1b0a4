package io.skep.runtime.engine.internal.file;

import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Driver;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretReference;
import io.skep.runtime.engine.internal.template.Contents;
import io.skep.runtime.spi.RuntimeFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes files of what a container refers to. Source: swarm-behaviour SE-7 to SE-9, SE-11. */
public final class Parcel {

    private static final String SECRETS = "/run/secrets";
    private static final String CONFIGS = "/";
    private static final int PERMISSIONS = 07777;

    private final Contents contents;
    private final Map<String, Object> facts;

    /** Files of one task. */
    public Parcel(Contents contents, Map<String, Object> facts) {
        this.contents = contents;
        this.facts = facts;
    }

    /** Whether a container refers to something. */
    public static boolean needed(ContainerSpec container) {
        return !container.secrets().isEmpty() || !container.configs().isEmpty();
    }

    /**
     * The files.
     *
     * @throws RuntimeFailure when one cannot be made
     * @throws io.skep.runtime.engine.internal.template.TemplateFailure likewise
     */
    public List<TaskFile> files(ContainerSpec container) {
        var files = new ArrayList<TaskFile>();
        container.secrets().forEach(reference -> files.add(file(reference)));
        container.configs().forEach(reference -> files.add(file(reference)));
        return files;
    }

    private TaskFile file(SecretReference reference) {
        var spec = contents.secret(reference);
        var what = "secret " + reference.secretName();
        return file(what, SECRETS, reference.file(), text(what, spec.data(), spec.templating()));
    }

    private TaskFile file(ConfigReference reference) {
        if (reference.runtime() != null) {
            throw RuntimeFailure.fatal(
                    "config "
                            + reference.configName()
                            + ": credential specs are for Windows containers, this node has none");
        }
        var spec = contents.config(reference);
        var what = "config " + reference.configName();
        return file(what, CONFIGS, reference.file(), text(what, spec.data(), spec.templating()));
    }

    private Payload text(String what, Payload data, @Nullable Driver templating) {
        return templating == null ? data : contents.expand(what, data, templating, facts);
    }

    private static TaskFile file(
            String what, String directory, @Nullable FileTarget at, Payload content) {
        if (at == null) {
            throw RuntimeFailure.fatal(what + " has no target");
        }
        return new TaskFile(
                path(what, directory, at.name()),
                content,
                number(what, "uid", at.uid()),
                number(what, "gid", at.gid()),
                (int) at.mode() & PERMISSIONS);
    }

    private static String path(String what, String directory, String name) {
        try {
            var path = Path.of(directory).resolve(name).normalize();
            if (path.getNameCount() > 0) {
                return path.toString();
            }
        } catch (InvalidPathException malformed) {
            throw RuntimeFailure.fatal(what + ": invalid target: " + malformed.getReason());
        }
        throw RuntimeFailure.fatal(what + ": invalid target: " + name);
    }

    private static int number(String what, String which, String text) {
        try {
            var number = text.isEmpty() ? 0 : Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw RuntimeFailure.fatal(what + ": " + which + " must be a number: " + text);
        }
        throw RuntimeFailure.fatal(what + ": " + which + " must be a number: " + text);
    }
}
