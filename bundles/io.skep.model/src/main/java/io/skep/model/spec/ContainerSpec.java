package io.skep.model.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The container of a task. Source: swarm-behaviour SV-5.
 *
 * @param image image reference; or, for the process runtime, {@code file:} or {@code mvn:}
 *     coordinates
 * @param labels labels of the container
 * @param command replaces the image's entry point
 * @param args replaces the image's command
 * @param hostname host name inside; may hold placeholders
 * @param env {@code NAME=value}; may hold placeholders
 * @param dir working directory
 * @param user user or user:group
 * @param groups additional groups
 * @param privileges security options
 * @param init whether an init process reaps children
 * @param stopSignal signal that asks it to stop
 * @param tty whether it has a terminal
 * @param openStdin whether standard input stays open
 * @param readOnly whether its root file system is read-only
 * @param mounts volumes, binds and tmpfs
 * @param stopGracePeriod time between the signal and the kill; absent means 10 s
 * @param healthcheck how to tell that it is healthy
 * @param hosts extra hosts, {@code IP name}
 * @param dnsConfig resolver settings
 * @param secrets secrets it sees
 * @param configs configs it sees
 * @param isolation {@code default}
 * @param sysctls kernel settings of its namespaces
 * @param capabilityAdd capabilities granted
 * @param capabilityDrop capabilities taken
 * @param ulimits process limits
 * @param oomScoreAdj -1000 to 1000
 */
public record ContainerSpec(
        String image,
        Map<String, String> labels,
        List<String> command,
        List<String> args,
        String hostname,
        List<String> env,
        String dir,
        String user,
        List<String> groups,
        @Nullable Privileges privileges,
        @Nullable Boolean init,
        String stopSignal,
        boolean tty,
        boolean openStdin,
        boolean readOnly,
        List<Mount> mounts,
        @Nullable Duration stopGracePeriod,
        @Nullable Healthcheck healthcheck,
        List<String> hosts,
        @Nullable DnsConfig dnsConfig,
        List<SecretReference> secrets,
        List<ConfigReference> configs,
        String isolation,
        Map<String, String> sysctls,
        List<String> capabilityAdd,
        List<String> capabilityDrop,
        List<Ulimit> ulimits,
        long oomScoreAdj) {

    /** Copies, orders and fills what is absent. */
    public ContainerSpec {
        image = Given.text(image);
        labels = Given.map(labels);
        command = Given.list(command);
        args = Given.list(args);
        hostname = Given.text(hostname);
        env = Given.list(env);
        dir = Given.text(dir);
        user = Given.text(user);
        groups = Given.list(groups);
        stopSignal = Given.text(stopSignal);
        mounts = Given.list(mounts);
        hosts = Given.list(hosts);
        secrets = Given.list(secrets);
        configs = Given.list(configs);
        isolation = Given.text(isolation);
        sysctls = Given.map(sysctls);
        capabilityAdd = Given.list(capabilityAdd);
        capabilityDrop = Given.list(capabilityDrop);
        ulimits = Given.list(ulimits);
    }

    /** A container of an image, and nothing else said. */
    public static ContainerSpec of(String image) {
        return new ContainerSpec(
                image, Map.of(), List.of(), List.of(), "", List.of(), "", "", List.of(), null, null,
                "", false, false, false, List.of(), null, null, List.of(), null, List.of(),
                List.of(), "", Map.of(), List.of(), List.of(), List.of(), 0);
    }

    /** This container of another image. */
    public ContainerSpec withImage(String other) {
        return with(other, args, env, isolation);
    }

    /** This container with other arguments. */
    public ContainerSpec withArgs(List<String> other) {
        return with(image, other, env, isolation);
    }

    /** This container with another environment. */
    public ContainerSpec withEnv(List<String> other) {
        return with(image, args, other, isolation);
    }

    /** This container with another isolation. */
    public ContainerSpec withIsolation(String other) {
        return with(image, args, env, other);
    }

    /** This container with other references to secrets and configs. */
    public ContainerSpec withFiles(
            List<SecretReference> otherSecrets, List<ConfigReference> otherConfigs) {
        return new ContainerSpec(
                image,
                labels,
                command,
                args,
                hostname,
                env,
                dir,
                user,
                groups,
                privileges,
                init,
                stopSignal,
                tty,
                openStdin,
                readOnly,
                mounts,
                stopGracePeriod,
                healthcheck,
                hosts,
                dnsConfig,
                otherSecrets,
                otherConfigs,
                isolation,
                sysctls,
                capabilityAdd,
                capabilityDrop,
                ulimits,
                oomScoreAdj);
    }

    private ContainerSpec with(
            String otherImage,
            List<String> otherArgs,
            List<String> otherEnv,
            String otherIsolation) {
        return new ContainerSpec(
                otherImage,
                labels,
                command,
                otherArgs,
                hostname,
                otherEnv,
                dir,
                user,
                groups,
                privileges,
                init,
                stopSignal,
                tty,
                openStdin,
                readOnly,
                mounts,
                stopGracePeriod,
                healthcheck,
                hosts,
                dnsConfig,
                secrets,
                configs,
                otherIsolation,
                sysctls,
                capabilityAdd,
                capabilityDrop,
                ulimits,
                oomScoreAdj);
    }
}
