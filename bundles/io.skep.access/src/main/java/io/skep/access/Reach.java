package io.skep.access;

import io.skep.model.Lookup;
import io.skep.model.Node;
import io.skep.model.View;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Driver;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.Mount;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.Privileges;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.VolumeOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By what a spec reaches out of its containers, in the words of its fields; empty for nothing. */
public final class Reach {

    private static final Set<String> LOGS = Set.of("", "none", "json-file", "local");
    private static final Set<String> MODES = Set.of("", "default");
    private static final Pattern VOLUME = Pattern.compile("([a-zA-Z0-9][a-zA-Z0-9_.-]*)?");
    private static final Pattern PROGRAM = Pattern.compile("(file|mvn):.*", Pattern.DOTALL);
    private static final String DOCKER = "docker";

    private Reach() {}

    /** Says what breaks it; empty for nothing. */
    @FunctionalInterface
    private interface Rule {
        Optional<String> broken();
    }

    /** Of a service in a cluster. */
    public static Optional<String> of(ServiceSpec spec, View view) {
        var task = spec.taskTemplate();
        return first(
                () -> nodes(view),
                () -> container(task.containerSpec()),
                () -> logs(task.logDriver()),
                () -> runtime(task),
                () -> networks(task.networks(), view),
                () -> networks(spec.networks(), view));
    }

    /** Of a network. */
    public static Optional<String> of(NetworkSpec spec) {
        return first(
                () -> when(!Set.of("", "overlay").contains(spec.driver()), "Driver"),
                () -> when(!spec.configFrom().isEmpty(), "ConfigFrom"),
                () -> when(spec.ingress(), "Ingress"));
    }

    /** Of a secret: a driver is a program on the managers. */
    public static Optional<String> of(SecretSpec spec) {
        return when(spec.driver() != null, "Driver");
    }

    /** Where tasks are processes of the host there is nothing they are inside of. */
    private static Optional<String> nodes(View view) {
        return view.nodes().stream()
                .filter(Reach::bare)
                .map(node -> "node " + node.hostname() + ", whose tasks are processes of the host")
                .findFirst();
    }

    private static boolean bare(Node node) {
        var status = node.status();
        return status != null
                && !status.value().description().runtimes().stream().allMatch(DOCKER::equals);
    }

    private static Optional<String> container(@Nullable ContainerSpec spec) {
        if (spec == null) {
            return Optional.empty();
        }
        return first(
                        () -> when(PROGRAM.matcher(spec.image()).matches(), "Image"),
                        () -> when(!spec.mounts().stream().allMatch(Reach::inside), "Mounts"),
                        () -> privileges(spec.privileges()),
                        () -> when(!spec.capabilityAdd().isEmpty(), "CapabilityAdd"),
                        () -> when(!spec.sysctls().isEmpty(), "Sysctls"),
                        () -> when(!MODES.contains(spec.isolation()), "Isolation"),
                        () -> when(spec.oomScoreAdj() < 0, "OomScoreAdj"))
                .map(field -> "ContainerSpec." + field);
    }

    private static boolean inside(Mount mount) {
        return switch (mount.type()) {
            case "tmpfs" -> true;
            case "volume" ->
                    VOLUME.matcher(mount.source()).matches() && inside(mount.volumeOptions());
            default -> false;
        };
    }

    private static boolean inside(@Nullable VolumeOptions options) {
        return options == null || inside(options.driverConfig());
    }

    private static boolean inside(@Nullable Driver driver) {
        return driver == null
                || Set.of("", "local").contains(driver.name()) && driver.options().isEmpty();
    }

    private static Optional<String> privileges(@Nullable Privileges given) {
        if (given == null) {
            return Optional.empty();
        }
        var seccomp = given.seccomp();
        var apparmor = given.appArmor();
        return first(
                        () -> when(given.credentialSpec() != null, "CredentialSpec"),
                        () -> when(given.seLinuxContext() != null, "SELinuxContext"),
                        () -> when(seccomp != null && !MODES.contains(seccomp.mode()), "Seccomp"),
                        () ->
                                when(
                                        apparmor != null && !MODES.contains(apparmor.mode()),
                                        "AppArmor"))
                .map(field -> "Privileges." + field);
    }

    private static Optional<String> logs(@Nullable LogDriver driver) {
        return when(
                driver != null
                        && (!LOGS.contains(driver.name())
                                || driver.name().isEmpty() && !driver.options().isEmpty()),
                "LogDriver");
    }

    private static Optional<String> runtime(TaskSpec task) {
        return when(!Set.of("", "container").contains(task.runtime()), "Runtime");
    }

    /** A name that nobody has is refused by whoever looks it up. */
    private static Optional<String> networks(List<NetworkAttachmentConfig> wanted, View view) {
        return wanted.stream()
                .map(NetworkAttachmentConfig::target)
                .flatMap(name -> Lookup.find(view.networks(), name).toOptional().stream())
                .map(network -> network.spec().value())
                .filter(spec -> !Set.of("overlay", "bridge").contains(spec.driver()))
                .map(spec -> "network " + spec.name())
                .findFirst();
    }

    private static Optional<String> when(boolean reaches, String field) {
        return reaches ? Optional.of(field) : Optional.empty();
    }

    private static Optional<String> first(Rule... rules) {
        return Stream.of(rules).map(Rule::broken).flatMap(Optional::stream).findFirst();
    }
}
