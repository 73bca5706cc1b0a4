package io.skep.network.vxlan.internal.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.skep.network.vxlan.internal.tool.ToolException;
import io.skep.seam.Loop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Four calls to a container engine need no library: HTTP/1.0, one connection for each. Blocks, for
 * 30 s at most.
 */
final class EngineHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/v1.40";

    private final SocketAddress address;
    private final Loop loop;

    /**
     * An engine.
     *
     * @param host {@code unix:///path} or {@code tcp://host:port}
     * @param loop keeps the time
     */
    EngineHttp(URI host, Loop loop) {
        this.address =
                host.getScheme().equals("unix")
                        ? UnixDomainSocketAddress.of(host.getPath())
                        : new InetSocketAddress(host.getHost(), host.getPort());
        this.loop = loop;
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body what came; missing when it was nothing
     */
    record Answer(int status, JsonNode body) {

        boolean good() {
            return status < 300;
        }

        boolean missing() {
            return status == 404;
        }

        /** Whether the engine will not do it, however often it is asked, as things are. */
        boolean refused() {
            return status == 400 || status == 403;
        }

        String message() {
            return body.path("message").asText("" + status);
        }

        JsonNode orFail() {
            if (!good()) {
                throw new ToolException("engine: " + message());
            }
            return body;
        }
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer delete(String path) {
        return call("DELETE", path, "");
    }

    Answer post(String path, Object body) {
        try {
            return call("POST", path, JSON.writeValueAsString(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private Answer call(String verb, String path, String body) {
        try (var channel = SocketChannel.open(family())) {
            var alarm = loop.schedule(PATIENCE, () -> close(channel));
            try {
                channel.connect(address);
                Channels.newOutputStream(channel).write(request(verb, path, body));
                return answer(Channels.newInputStream(channel).readAllBytes());
            } finally {
                alarm.cancel();
            }
        } catch (IOException silent) {
            throw new ToolException("engine: does not answer: " + silent.getMessage());
        }
    }

    private ProtocolFamily family() {
        return address instanceof UnixDomainSocketAddress
                ? StandardProtocolFamily.UNIX
                : StandardProtocolFamily.INET;
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException closed) {
            throw new ToolException("engine: cannot be left: " + closed.getMessage());
        }
    }

    private static byte[] request(String verb, String path, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head =
                "%s %s%s HTTP/1.0\r\nHost: engine\r\nContent-Type: application/json\r\n"
                        .concat("Content-Length: %d\r\n\r\n")
                        .formatted(verb, API, path, bytes.length);
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    private static Answer answer(byte[] bytes) throws IOException {
        var text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            throw new IOException("its answer was cut off");
        }
        int status = Integer.parseInt(text.substring(9, 12));
        var body = text.substring(end + 4).strip();
        return new Answer(status, body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body));
    }
}
