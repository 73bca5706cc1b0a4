package io.skep.itests.cluster;

import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A name server somewhere else, to which every name is one address. Source: RFC 1035 4.1 */
final class FarNames {

    static final String ADDRESS = "192.0.2.7";

    private static final int PORT = 53;
    private static final byte[] RECORD = {
        (byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, (byte) 192, 0, 2, 7
    };

    private FarNames() {}

    /** Begins to answer on a host's second address; who ends it destroys the process. */
    static Process start(Host host) {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var path = System.getProperty("java.class.path");
        var name = FarNames.class.getName();
        return host.start("far", List.of(java, "-Xmx32m", "-cp", path, name, host.dataPath()));
    }

    public static void main(String[] words) throws IOException {
        try (var socket = new DatagramSocket(PORT, InetAddress.getByName(words[0]))) {
            while (true) {
                var packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                var reply = reply(packet);
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        }
    }

    /** The question, one record when it asks for such an address, and nothing that came behind. */
    private static byte[] reply(DatagramPacket packet) {
        var question = packet.getData();
        int end = 12;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        var answered = question[end + 2] == 1;
        var reply = ByteBuffer.allocate(512).put(question, 0, end + 5);
        reply.putShort(2, (short) 0x8180).putShort(6, (short) (answered ? 1 : 0));
        reply.putShort(8, (short) 0).putShort(10, (short) 0);
        if (answered) {
            reply.put(RECORD);
        }
        return Arrays.copyOf(reply.array(), reply.position());
    }
}
