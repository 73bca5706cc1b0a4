package io.skep.control.engine.internal.cluster;

import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.control.engine.internal.object.AddressRules;
import io.skep.model.spec.CaConfig;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.DispatcherConfig;
import io.skep.model.spec.Orchestration;
import io.skep.model.spec.RaftConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cluster's policies: what they start from and what they must fulfil. */
final class Policies {

    private static final String NAME = "default";
    private static final Duration LEAST_EXPIRY = Duration.ofHours(1);

    private Policies() {}

    /** What {@code swarm init} stores: the given values, defaults where there are none. */
    static ClusterSpec initial(ClusterSpec given) {
        check(given);
        AddressRules.check(given.addressing());
        return merged(given, ClusterSpec.defaults()).withAddressing(given.addressing());
    }

    /**
     * CL-4: what {@code swarm init --force-new-cluster} stores: the given values, others as before.
     */
    static ClusterSpec anew(ClusterSpec given, ClusterSpec before) {
        check(given);
        var policies = merged(given, before);
        return new ClusterSpec(
                NAME,
                given.labels().isEmpty() ? before.labels() : given.labels(),
                policies.orchestration(),
                policies.raft(),
                policies.dispatcher(),
                policies.caConfig(),
                before.taskDefaults(),
                before.encryptionConfig(),
                before.plugs(),
                before.addressing());
    }

    /** CL-9: what {@code swarm update} stores: the given values as they are. */
    static ClusterSpec updated(ClusterSpec given, ClusterSpec before) {
        check(given);
        return merged(given, given).withPlugs(before.plugs()).withAddressing(before.addressing());
    }

    /** What no cluster can have. */
    static void check(ClusterSpec spec) {
        if (!spec.name().isEmpty() && !spec.name().equals(NAME)) {
            throw Refusals.plain(Code.INVALID, "swarm spec must be named \"default\"");
        }
        var heartbeat = spec.dispatcher().heartbeatPeriod();
        if (heartbeat != null && heartbeat.isNegative()) {
            throw Refusals.invalid("heartbeat time period cannot be a negative duration");
        }
        var history = spec.orchestration().taskHistoryRetentionLimit();
        if (history != null && history < 0) {
            throw Refusals.invalid("task history retention limit cannot be negative");
        }
        var expiry = spec.caConfig().nodeCertExpiry();
        if (expiry != null && !expiry.isZero() && expiry.compareTo(LEAST_EXPIRY) < 0) {
            throw Refusals.invalid("minimum certificate expiry time is: 1h0m0s");
        }
        for (var signer : spec.caConfig().externalCAs()) {
            if (!signer.protocol().equalsIgnoreCase("cfssl")) {
                throw Refusals.plain(
                        Code.INVALID, "invalid protocol: \"" + signer.protocol() + "\"");
            }
        }
    }

    private static ClusterSpec merged(ClusterSpec given, ClusterSpec defaults) {
        var history = given.orchestration().taskHistoryRetentionLimit();
        var heartbeat = given.dispatcher().heartbeatPeriod();
        return new ClusterSpec(
                NAME,
                given.labels(),
                history == null ? defaults.orchestration() : new Orchestration(history),
                merged(given.raft(), defaults.raft()),
                zero(heartbeat) ? defaults.dispatcher() : new DispatcherConfig(heartbeat),
                merged(given.caConfig(), defaults.caConfig()),
                given.taskDefaults(),
                given.encryptionConfig(),
                given.plugs());
    }

    private static RaftConfig merged(RaftConfig given, RaftConfig defaults) {
        var old = given.keepOldSnapshots();
        return new RaftConfig(
                or(given.snapshotInterval(), defaults.snapshotInterval()),
                old == null ? defaults.keepOldSnapshots() : old,
                or(given.logEntriesForSlowFollowers(), defaults.logEntriesForSlowFollowers()),
                (int) or(given.electionTick(), defaults.electionTick()),
                (int) or(given.heartbeatTick(), defaults.heartbeatTick()));
    }

    private static CaConfig merged(CaConfig given, CaConfig defaults) {
        return new CaConfig(
                zero(given.nodeCertExpiry()) ? defaults.nodeCertExpiry() : given.nodeCertExpiry(),
                given.externalCAs(),
                given.signingCACert(),
                given.signingCAKey(),
                given.forceRotate());
    }

    private static long or(long given, long otherwise) {
        return given == 0 ? otherwise : given;
    }

    private static boolean zero(@Nullable Duration duration) {
        return duration == null || duration.isZero();
    }
}
