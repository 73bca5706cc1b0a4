package io.skep.model.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Policies of the cluster, as {@code docker swarm update} sets them. Source: swarm-behaviour CL-9.
 *
 * @param name always {@code default}
 * @param labels free text of the user
 * @param orchestration task history
 * @param raft consensus settings
 * @param dispatcher agents' sessions
 * @param caConfig certificates
 * @param taskDefaults what tasks get when their spec is silent
 * @param encryptionConfig whether managers start locked
 * @param plugs wanted plug by contract, for example {@code scheduler} to {@code binpack}
 * @param addressing where networks get their addresses from
 */
public record ClusterSpec(
        String name,
        Map<String, String> labels,
        Orchestration orchestration,
        RaftConfig raft,
        DispatcherConfig dispatcher,
        CaConfig caConfig,
        TaskDefaults taskDefaults,
        EncryptionConfig encryptionConfig,
        Map<String, String> plugs,
        Addressing addressing) {

    /** Copies, orders and fills what is absent. */
    public ClusterSpec {
        name = Given.text(name);
        labels = Given.map(labels);
        plugs = Given.map(plugs);
        orchestration = orchestration == null ? new Orchestration(null) : orchestration;
        raft = raft == null ? new RaftConfig(0, null, 0, 0, 0) : raft;
        dispatcher = dispatcher == null ? new DispatcherConfig(null) : dispatcher;
        caConfig = caConfig == null ? new CaConfig(null, List.of(), "", "", 0) : caConfig;
        taskDefaults = taskDefaults == null ? new TaskDefaults(null) : taskDefaults;
        encryptionConfig =
                encryptionConfig == null ? new EncryptionConfig(false) : encryptionConfig;
        addressing = addressing == null ? Addressing.DEFAULT : addressing;
    }

    /** A spec with the usual addresses. */
    public ClusterSpec(
            String name,
            Map<String, String> labels,
            Orchestration orchestration,
            RaftConfig raft,
            DispatcherConfig dispatcher,
            CaConfig caConfig,
            TaskDefaults taskDefaults,
            EncryptionConfig encryptionConfig,
            Map<String, String> plugs) {
        this(
                name,
                labels,
                orchestration,
                raft,
                dispatcher,
                caConfig,
                taskDefaults,
                encryptionConfig,
                plugs,
                Addressing.DEFAULT);
    }

    /** What {@code docker swarm init} starts from. Source: docker-api-notes 3. */
    public static ClusterSpec defaults() {
        return new ClusterSpec(
                "default",
                Map.of(),
                new Orchestration(5L),
                new RaftConfig(10000, 0L, 500, 10, 1),
                new DispatcherConfig(Duration.ofSeconds(5)),
                new CaConfig(Duration.ofDays(90), List.of(), "", "", 0),
                new TaskDefaults(null),
                new EncryptionConfig(false),
                Map.of());
    }

    /** This spec with another wanted plug for a contract. */
    public ClusterSpec withPlug(String contract, String plug) {
        var wanted = new java.util.TreeMap<>(plugs);
        wanted.put(contract, plug);
        return withPlugs(wanted);
    }

    /** This spec with other wanted plugs. */
    public ClusterSpec withPlugs(Map<String, String> wanted) {
        return with(wanted, addressing);
    }

    /** This spec with other addresses of networks. */
    public ClusterSpec withAddressing(Addressing other) {
        return with(plugs, other);
    }

    private ClusterSpec with(Map<String, String> wanted, Addressing addresses) {
        return new ClusterSpec(
                name,
                labels,
                orchestration,
                raft,
                dispatcher,
                caConfig,
                taskDefaults,
                encryptionConfig,
                wanted,
                addresses);
    }
}
