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
}
