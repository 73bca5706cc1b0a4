package io.skep.transport;

/**
 * Where other nodes reach this one.
 *
 * @param host a name or an address; one of version 6 without brackets
 * @param port of the cluster
 */
public record Endpoint(String host, int port) {

    /** The cluster's port where none is named. Source: swarm-behaviour CL-5. */
    public static final int DEFAULT_PORT = 2377;

    private static final String HERE = "127.0.0.1";

    /**
     * From a node's settings: the host is the one advertised; so is the port, and where none is, it
     * is the port of the address listened on.
     *
     * @param advertise setting {@code advertise}: host or host:port; may be empty
     * @param listen setting {@code listen}: host:port or host; may be empty
     */
    public static Endpoint of(String advertise, String listen) {
        var advertised = advertise.isEmpty() ? HERE : advertise;
        var at = portAt(advertised);
        var host = at < 0 ? advertised : advertised.substring(0, at);
        return new Endpoint(bare(host), at < 0 ? port(listen) : number(advertised, at));
    }

    private static int port(String listen) {
        var at = portAt(listen);
        return at < 0 ? DEFAULT_PORT : number(listen, at);
    }

    private static int number(String address, int colon) {
        return Integer.parseInt(address.substring(colon + 1));
    }

    private static String bare(String host) {
        var bracketed = host.startsWith("[") && host.endsWith("]");
        return bracketed ? host.substring(1, host.length() - 1) : host;
    }

    /** Where the colon before the port is; an address of version 6 without brackets has none. */
    private static int portAt(String address) {
        var colon = address.lastIndexOf(':');
        var plain = address.indexOf(':') == colon;
        return colon > 0 && (plain || address.charAt(colon - 1) == ']') ? colon : -1;
    }

    /** As host:port, with brackets around an address of version 6. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
