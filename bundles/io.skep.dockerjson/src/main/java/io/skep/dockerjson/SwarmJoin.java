package io.skep.dockerjson;

import io.skep.model.spec.Availability;
import io.skep.model.spec.Given;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code docker swarm join} asks for.
 *
 * @param listenAddr host:port; may be empty
 * @param advertiseAddr address or interface; may be empty
 * @param dataPathAddr address or interface that frames of networks are sent to; may be empty
 * @param remoteAddrs managers to join
 * @param joinToken says to which cluster and in which role
 * @param availability of the node; absent means active
 */
public record SwarmJoin(
        String listenAddr,
        String advertiseAddr,
        String dataPathAddr,
        List<String> remoteAddrs,
        String joinToken,
        @Nullable Availability availability) {

    /** Copies and fills what is absent. */
    public SwarmJoin {
        listenAddr = Given.text(listenAddr);
        advertiseAddr = Given.text(advertiseAddr);
        dataPathAddr = Given.text(dataPathAddr);
        remoteAddrs = Given.list(remoteAddrs);
        joinToken = Given.text(joinToken);
    }

    /** The availability, active when none is given. */
    public Availability availabilityOrActive() {
        return availability == null ? Availability.ACTIVE : availability;
    }
}
