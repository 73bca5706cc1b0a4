package io.skep.node.internal.member;

import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.Given;

/**
 * A node's place in its cluster.
 *
 * @param node who it is there
 * @param cluster which
 * @param listen host:port it listens on
 * @param advertise address others reach it at; with a port when that is another one
 * @param dataPath address frames of networks are sent to; empty when it is the advertised one
 * @param stage how far it is with it
 */
public record Member(
        NodeId node,
        ClusterId cluster,
        String listen,
        String advertise,
        String dataPath,
        Stage stage) {

    private static final int DEFAULT_PORT = 2377;

    /** How far a membership is. A process that dies goes on from there. */
    public enum Stage {
        /** The cluster is being formed; when that is cut off, it is undone. */
        FOUNDING,
        /** The node enters it; when that is cut off, it is undone. */
        JOINING,
        /** The node belongs to it. */
        MEMBER,
        /** The node leaves; when that is cut off, it goes on. */
        LEAVING,
        /** The node becomes its only manager; when that is cut off, it goes on. */
        REFOUNDING
    }

    /** Absent texts are empty. */
    public Member {
        dataPath = Given.text(dataPath);
    }

    /** This membership at another stage. */
    public Member at(Stage other) {
        return new Member(node, cluster, listen, advertise, dataPath, other);
    }

    /** The same place as the only manager, listening there; where nothing is said, as before. */
    public Member alone(String listening, String advertised) {
        return new Member(
                node,
                cluster,
                listening.isEmpty() ? listen : listening,
                advertised.isEmpty() ? advertise : advertised,
                dataPath,
                Stage.REFOUNDING);
    }

    /** The advertised address without a port. */
    public String host() {
        var port = portAt(advertise);
        var host = port < 0 ? advertise : advertise.substring(0, port);
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    /** The port it listens on. */
    public int port() {
        var port = portAt(listen);
        return port < 0 ? DEFAULT_PORT : Integer.parseInt(listen.substring(port + 1));
    }

    /** Where the colon before the port is; an address of version 6 without brackets has none. */
    private static int portAt(String address) {
        var colon = address.lastIndexOf(':');
        var plain = address.indexOf(':') == colon;
        return colon > 0 && (plain || address.charAt(colon - 1) == ']') ? colon : -1;
    }
}
