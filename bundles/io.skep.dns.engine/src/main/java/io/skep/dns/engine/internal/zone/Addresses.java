package io.skep.dns.engine.internal.zone;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Text to addresses; never asks a server. */
public final class Addresses {

    private Addresses() {}

    /** The address, with or without prefix length; absent when it is none. */
    public static Optional<InetAddress> parsed(String text) {
        int slash = text.indexOf('/');
        var bytes =
                NetUtil.createByteArrayFromIpAddressString(
                        slash < 0 ? text : text.substring(0, slash));
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible); // four or sixteen bytes are an address
        }
    }
}
