package io.skep.itests.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Whom to ask: {@code ADDRESS:PORT}, or {@code NAME@RESOLVER:PORT}, and then the name is asked for
 * each time, as programs do that do not remember.
 *
 * @param name empty when the host is the server itself
 * @param host a server, or who knows the name
 * @param port of the server
 */
record Target(String name, String host, int port) {

    private static final int NAMES = 53;
    private static final int PATIENCE_MILLIS = 2_000;
    private static final int TRIES = 2;
    private static final int HEADER = 12;
    private static final int QUESTION_END = 5;
    private static final int RECORD_HEAD = 12;

    static Target of(String text) {
        int at = text.indexOf('@');
        int colon = text.lastIndexOf(':');
        return new Target(
                at < 0 ? "" : text.substring(0, at),
                text.substring(at + 1, colon),
                Integer.parseInt(text.substring(colon + 1)));
    }

    /** Where to connect to. */
    InetSocketAddress find() throws IOException {
        return new InetSocketAddress(name.isEmpty() ? InetAddress.getByName(host) : asked(), port);
    }

    /** As libc does: an answer that is none, or does not come, is asked for once more. */
    private InetAddress asked() throws IOException {
        var last = new IOException("never asked");
        for (int n = 0; n < TRIES; n++) {
            try {
                return resolved();
            } catch (IOException failure) {
                last = failure;
            }
        }
        throw new IOException("name " + name + ": " + last, last);
    }

    private InetAddress resolved() throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var question = question();
            socket.send(
                    new DatagramPacket(
                            question, question.length, InetAddress.getByName(host), NAMES));
            var answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            return address(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
        }
    }

    /** One question for an IPv4 address. Source: RFC 1035 4.1. */
    private byte[] question() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (var label : name.split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes(new byte[] {0, 0, 1, 0, 1});
        return bytes.toByteArray();
    }

    private InetAddress address(ByteBuffer answer) throws IOException {
        int code = answer.get(3) & 0x0f;
        if (code != 0 || answer.getShort(6) == 0) {
            throw new IOException("code " + code + ", " + answer.getShort(6) + " answers");
        }
        var four = new byte[4];
        answer.position(HEADER + 1 + name.length() + QUESTION_END + RECORD_HEAD);
        answer.get(four);
        return InetAddress.getByAddress(four);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? host + ":" + port : name + "@" + host + ":" + port;
    }
}
