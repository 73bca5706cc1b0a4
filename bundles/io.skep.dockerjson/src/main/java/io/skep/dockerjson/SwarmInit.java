package io.skep.dockerjson;

import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.EncryptionConfig;
import io.skep.model.spec.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker swarm init} asks for.
 *
 * @param listenAddr host:port; may be empty
 * @param advertiseAddr address or interface; may be empty
 * @param dataPathPort port of networks between nodes; 0 means the default
 * @param defaultAddrPool where subnets come from; empty means the default
 * @param subnetSize bits of a subnet; 0 means the default
 * @param forceNewCluster whether to start again from this manager alone
 * @param spec policies
 * @param autoLockManagers whether a restarted manager waits for the unlock key
 * @param availability of the node; absent means active
 */
public record SwarmInit(
        String listenAddr,
        String advertiseAddr,
        int dataPathPort,
        List<String> defaultAddrPool,
        int subnetSize,
        boolean forceNewCluster,
        ClusterSpec spec,
        boolean autoLockManagers,
        @Nullable Availability availability) {

    private static final int SUBNET_SIZE = 24;
    private static final int DATA_PATH_PORT = 4789;

    /** Copies and fills what is absent. */
    public SwarmInit {
        listenAddr = Given.text(listenAddr);
        advertiseAddr = Given.text(advertiseAddr);
        defaultAddrPool = Given.list(defaultAddrPool);
        spec = spec == null ? Json.value(Json.object(), ClusterSpec.class) : spec;
    }

    /** The availability, active when none is given. */
    public Availability availabilityOrActive() {
        return availability == null ? Availability.ACTIVE : availability;
    }

    /** Whether subnets and ports of networks are to be other than the default. */
    public boolean otherAddresses() {
        return !defaultAddrPool.isEmpty()
                || subnetSize != 0 && subnetSize != SUBNET_SIZE
                || dataPathPort != 0 && dataPathPort != DATA_PATH_PORT;
    }

    /** The policies, with the lock asked for beside them. */
    public ClusterSpec policies() {
        return !autoLockManagers
                ? spec
                : new ClusterSpec(
                        spec.name(),
                        spec.labels(),
                        spec.orchestration(),
                        spec.raft(),
                        spec.dispatcher(),
                        spec.caConfig(),
                        spec.taskDefaults(),
                        new EncryptionConfig(true),
                        spec.plugs());
    }
}
