package io.skep.runtime.docker.internal.recipe;

import io.skep.model.spec.AppArmorOpts;
import io.skep.model.spec.Privileges;
import io.skep.model.spec.SeLinuxContext;
import io.skep.model.spec.SeccompOpts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Privileges in the engine's words. */
final class Security {

    private Security() {}

    static List<String> options(@Nullable Privileges privileges) {
        if (privileges == null) {
            return List.of();
        }
        var options = new ArrayList<String>();
        options.addAll(selinux(privileges.seLinuxContext()));
        options.addAll(seccomp(privileges.seccomp()));
        options.addAll(apparmor(privileges.appArmor()));
        if (privileges.noNewPrivileges()) {
            options.add("no-new-privileges=true");
        }
        return options;
    }

    private static List<String> selinux(@Nullable SeLinuxContext context) {
        if (context == null) {
            return List.of();
        }
        if (context.disable()) {
            return List.of("label=disable");
        }
        return Stream.of(
                        label("user", context.user()),
                        label("role", context.role()),
                        label("type", context.type()),
                        label("level", context.level()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> label(String name, String value) {
        return value.isEmpty() ? List.of() : List.of("label=" + name + ":" + value);
    }

    private static List<String> seccomp(@Nullable SeccompOpts seccomp) {
        var mode = seccomp == null ? "" : seccomp.mode();
        return switch (mode) {
            case "unconfined" -> List.of("seccomp=unconfined");
            case "custom" -> List.of("seccomp=" + profile(seccomp));
            default -> List.of();
        };
    }

    private static String profile(@Nullable SeccompOpts seccomp) {
        var text = seccomp == null ? "" : seccomp.profile();
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static List<String> apparmor(@Nullable AppArmorOpts profile) {
        return profile != null && profile.mode().equals("disabled")
                ? List.of("apparmor=unconfined")
                : List.of();
    }
}
