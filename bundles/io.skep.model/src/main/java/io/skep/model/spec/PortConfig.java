package io.skep.model.spec;

/**
 * One published port. Source: swarm-behaviour PT-1.
 *
 * @param name free text
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}; empty means tcp
 * @param targetPort port inside
 * @param publishedPort port outside; 0 means choose
 * @param publishMode {@code ingress} or {@code host}; empty means ingress
 */
public record PortConfig(
        String name, String protocol, int targetPort, int publishedPort, String publishMode) {

    /** Copies, orders and fills what is absent. */
    public PortConfig {
        name = Given.text(name);
        protocol = Given.text(protocol);
        publishMode = Given.text(publishMode);
    }

    /** Whether the port is bound on the task's node only. */
    public boolean hostMode() {
        return publishMode.equals("host");
    }

    /** The protocol, {@code tcp} when none is given. */
    public String protocolOrTcp() {
        return protocol.isEmpty() ? "tcp" : protocol;
    }

    /** This port, published elsewhere. */
    public PortConfig withPublishedPort(int port) {
        return new PortConfig(name, protocol, targetPort, port, publishMode);
    }
}
