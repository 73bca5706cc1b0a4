package io.skep.control;

import io.skep.model.Guest;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.Given;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceSpec;

/** What a user wants done. Objects are named as the user typed them: id, name or id prefix. */
public sealed interface Command {

    /**
     * {@code docker swarm init}. Source: swarm-behaviour CL-1.
     *
     * @param listenAddr host:port; empty means 0.0.0.0:2377
     * @param advertiseAddr address or interface; empty means detect
     * @param availability of this node
     * @param spec policies; zero values become defaults
     * @param forceNewCluster start again from this manager alone
     * @param dataPathAddr address or interface for frames of networks; empty means the advertised
     *     one
     */
    record InitCluster(
            String listenAddr,
            String advertiseAddr,
            Availability availability,
            ClusterSpec spec,
            boolean forceNewCluster,
            String dataPathAddr)
            implements Command {

        /** Frames of networks go where everything goes. */
        public InitCluster(
                String listenAddr,
                String advertiseAddr,
                Availability availability,
                ClusterSpec spec,
                boolean forceNewCluster) {
            this(listenAddr, advertiseAddr, availability, spec, forceNewCluster, "");
        }
    }

    /**
     * {@code docker swarm join}.
     *
     * @param listenAddr host:port; empty means 0.0.0.0:2377
     * @param advertiseAddr address or interface; empty means detect
     * @param remoteAddrs managers
     * @param joinToken what lets it in
     * @param availability of this node
     * @param dataPathAddr address or interface for frames of networks; empty means the advertised
     *     one
     */
    record JoinCluster(
            String listenAddr,
            String advertiseAddr,
            java.util.List<String> remoteAddrs,
            String joinToken,
            Availability availability,
            String dataPathAddr)
            implements Command {

        /** Frames of networks go where everything goes. */
        public JoinCluster(
                String listenAddr,
                String advertiseAddr,
                java.util.List<String> remoteAddrs,
                String joinToken,
                Availability availability) {
            this(listenAddr, advertiseAddr, remoteAddrs, joinToken, availability, "");
        }
    }

    /** {@code docker swarm leave}. Source: swarm-behaviour CL-3. */
    record LeaveCluster(boolean force) implements Command {}

    /**
     * {@code docker swarm unlock}. Source: swarm-behaviour AL-3.
     *
     * @param key as people write it: {@code SWMKEY-1-...}
     */
    record Unlock(String key) implements Command {

        /** Absent text is empty. */
        public Unlock {
            key = Given.text(key);
        }

        /** Says nothing of the key. */
        @Override
        public String toString() {
            return "Unlock[]";
        }
    }

    /** {@code docker swarm update}; replaces the whole spec but for the wanted plugs. */
    record UpdateCluster(
            long version,
            ClusterSpec spec,
            boolean rotateWorkerToken,
            boolean rotateManagerToken,
            boolean rotateUnlockKey)
            implements Command {}

    /** {@code docker node update}. */
    record UpdateNode(String node, long version, NodeSpec spec) implements Command {

        /** Absent texts are empty. */
        public UpdateNode {
            node = Given.text(node);
        }
    }

    /** {@code docker node rm}. */
    record RemoveNode(String node, boolean force) implements Command {

        /** Absent texts are empty. */
        public RemoveNode {
            node = Given.text(node);
        }
    }

    /**
     * {@code docker service create}.
     *
     * @param registryAuth credentials for the image as JSON; may be empty
     */
    record CreateService(ServiceSpec spec, Payload registryAuth) implements Command {

        /** Absent credentials are empty. */
        public CreateService {
            registryAuth = registryAuth == null ? Payload.EMPTY : registryAuth;
        }
    }

    /**
     * {@code docker service update}, {@code scale} and {@code rollback}.
     *
     * @param version of the wish the user read; another one is refused. Source: swarm-behaviour
     *     SV-9
     * @param registryAuth empty keeps what is named by {@code registryAuthFrom}
     * @param registryAuthFrom {@code spec}, {@code previous-spec} or empty
     * @param rollback {@code previous}, {@code none} or empty
     */
    record UpdateService(
            String service,
            long version,
            ServiceSpec spec,
            Payload registryAuth,
            String registryAuthFrom,
            String rollback)
            implements Command {

        /** Absent texts and credentials are empty. */
        public UpdateService {
            service = Given.text(service);
            registryAuth = registryAuth == null ? Payload.EMPTY : registryAuth;
            registryAuthFrom = Given.text(registryAuthFrom);
            rollback = Given.text(rollback);
        }
    }

    /** {@code docker service rm}. */
    record RemoveService(String service) implements Command {

        /** Absent texts are empty. */
        public RemoveService {
            service = Given.text(service);
        }
    }

    /** {@code docker secret create}. */
    record CreateSecret(SecretSpec spec) implements Command {}

    /** {@code docker secret} label change. */
    record UpdateSecret(String secret, long version, SecretSpec spec) implements Command {

        /** Absent texts are empty. */
        public UpdateSecret {
            secret = Given.text(secret);
        }
    }

    /** {@code docker secret rm}. */
    record RemoveSecret(String secret) implements Command {

        /** Absent texts are empty. */
        public RemoveSecret {
            secret = Given.text(secret);
        }
    }

    /** {@code docker config create}. */
    record CreateConfig(ConfigSpec spec) implements Command {}

    /** {@code docker config} label change. */
    record UpdateConfig(String config, long version, ConfigSpec spec) implements Command {

        /** Absent texts are empty. */
        public UpdateConfig {
            config = Given.text(config);
        }
    }

    /** {@code docker config rm}. */
    record RemoveConfig(String config) implements Command {

        /** Absent texts are empty. */
        public RemoveConfig {
            config = Given.text(config);
        }
    }

    /** {@code docker network create} of a swarm network. */
    record CreateNetwork(NetworkSpec spec) implements Command {}

    /** {@code docker network rm} of a swarm network. */
    record RemoveNetwork(String network) implements Command {

        /** Absent texts are empty. */
        public RemoveNetwork {
            network = Given.text(network);
        }
    }

    /**
     * A container that is no task takes part in a network; what is known of it there already is
     * replaced. Source: swarm-behaviour NW-3.
     */
    record AdmitGuest(String network, Guest guest) implements Command {

        /** Absent texts are empty. */
        public AdmitGuest {
            network = Given.text(network);
        }
    }

    /** A container that is no task takes no part in a network any more, if it did. */
    record DismissGuest(String network, NodeId node, TaskId guest) implements Command {

        /** Absent texts are empty. */
        public DismissGuest {
            network = Given.text(network);
        }
    }

    /** {@code skep:plug-use}: which plug fulfils a contract in this cluster. */
    record UsePlug(String contract, String plug) implements Command {

        /** Absent texts are empty. */
        public UsePlug {
            contract = Given.text(contract);
            plug = Given.text(plug);
        }
    }
}
