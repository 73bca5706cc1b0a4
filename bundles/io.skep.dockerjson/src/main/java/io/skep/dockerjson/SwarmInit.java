package io.skep.dockerjson;

import io.skep.model.spec.Addressing;
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
 * @param dataPathAddr address or interface that frames of networks are sent to; may be empty
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
        String dataPathAddr,
        int dataPathPort,
        List<String> defaultAddrPool,
        int subnetSize,
        boolean forceNewCluster,
        ClusterSpec spec,
        boolean autoLockManagers,
        @Nullable Availability availability) {

    /** Copies and fills what is absent. */
    public SwarmInit {
        listenAddr = Given.text(listenAddr);
        advertiseAddr = Given.text(advertiseAddr);
        dataPathAddr = Given.text(dataPathAddr);
        defaultAddrPool = Given.list(defaultAddrPool);
        spec = spec == null ? Json.value(Json.object(), ClusterSpec.class) : spec;
    }

    /** The availability, active when none is given. */
    public Availability availabilityOrActive() {
        return availability == null ? Availability.ACTIVE : availability;
    }

    /** The policies, with the lock and the addresses asked for beside them. */
    public ClusterSpec policies() {
        return new ClusterSpec(
                spec.name(),
                spec.labels(),
                spec.orchestration(),
                spec.raft(),
                spec.dispatcher(),
                spec.caConfig(),
                spec.taskDefaults(),
                autoLockManagers ? new EncryptionConfig(true) : spec.encryptionConfig(),
                spec.plugs(),
                new Addressing(defaultAddrPool, subnetSize, dataPathPort));
    }
}
