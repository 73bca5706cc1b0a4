package io.skep.dns.engine.internal.serve;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that hears every question, and answers each with "server failure". */
final class Broken implements AutoCloseable {

    private static final int RESPONSE = 0x80;
    private static final int SERVER_FAILURE = 2;

    private final DatagramSocket socket;
    private final AtomicInteger questions = new AtomicInteger();

    private Broken(DatagramSocket socket) {
        this.socket = socket;
    }

    static Broken at(String address, int port) throws IOException {
        var broken = new Broken(new DatagramSocket(port, InetAddress.getByName(address)));
        var thread = new Thread(broken::serve, "broken");
        thread.setDaemon(true);
        thread.start();
        return broken;
    }

    private void serve() {
        try {
            while (true) {
                var packet = new DatagramPacket(new byte[2048], 2048);
                socket.receive(packet);
                questions.incrementAndGet();
                packet.getData()[2] |= (byte) RESPONSE;
                packet.getData()[3] |= SERVER_FAILURE;
                socket.send(packet);
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** How many it has heard. */
    int questions() {
        return questions.get();
    }

    @Override
    public void close() {
        socket.close();
    }
}
