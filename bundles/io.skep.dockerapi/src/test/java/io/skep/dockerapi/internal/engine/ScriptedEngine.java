package io.skep.dockerapi.internal.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** An engine whose every byte a test says. */
final class ScriptedEngine implements AutoCloseable {

    private final Path socket;
    private final ServerSocketChannel server;

    ScriptedEngine(Path directory) {
        socket = directory.resolve("engine.sock");
        try {
            Files.deleteIfExists(socket);
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String host(Path directory) {
        return "unix://" + directory.resolve("engine.sock");
    }

    /** The next connection. */
    Wire accept() {
        try {
            return new Wire(server.accept());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Answers the questions with which the link finds out what this engine speaks. */
    void introduce(String oldest, String newest) {
        try (var ping = accept()) {
            ping.hear("\r\n\r\n");
            ping.say(
                    "HTTP/1.1 200 OK\r\nApi-Version: "
                            + newest
                            + "\r\nContent-Length: 2\r\n\r\nOK");
            ping.rest();
        }
        try (var version = accept()) {
            version.hear("\r\n\r\n");
            var body = "{\"ApiVersion\":\"" + newest + "\",\"MinAPIVersion\":\"" + oldest + "\"}";
            version.say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            version.rest();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
