package io.skep.consensus.ratis.internal.wire;

import io.skep.consensus.ratis.internal.disk.DirectorySync;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;

/** Tells Ratis to talk over a {@link Wire}. Ratis makes it by the name of its class. */
public final class PeerRpcType implements RpcType {

    private static final String WIRE = "skep.wire";
    private static final String SYNC = "skep.sync";

    /** What Ratis passes on to it. */
    public static Parameters parameters(Wire wire, DirectorySync sync) {
        var parameters = new Parameters();
        parameters.put(WIRE, wire, Wire.class);
        parameters.put(SYNC, sync, DirectorySync.class);
        return parameters;
    }

    @Override
    public String name() {
        return PeerRpcType.class.getName();
    }

    @Override
    public RpcFactory newFactory(Parameters parameters) {
        return new Factory(
                parameters.get(WIRE, Wire.class), parameters.get(SYNC, DirectorySync.class));
    }

    private record Factory(Wire wire, DirectorySync sync) implements ServerFactory {

        @Override
        public RaftServerRpc newRaftServerRpc(RaftServer server) {
            return new PeerRpc(server, wire, sync);
        }

        @Override
        public RpcType getRpcType() {
            return new PeerRpcType();
        }
    }
}
