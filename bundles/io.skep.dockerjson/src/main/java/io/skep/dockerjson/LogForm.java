package io.skep.dockerjson;

import io.skep.model.LogLine;
import io.skep.model.Task;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How lines of output look to clients. Source: docker-api-notes 6.
 *
 * @param terminal raw instead of framed
 * @param timestamps whether each line says when
 * @param details whether each line says whose it is
 */
public record LogForm(boolean terminal, boolean timestamps, boolean details) {

    private static final int HEADER = 8;
    private static final byte ERROR = 3;
    private static final String SWARM = "com.docker.swarm.";

    /** A line as it is sent. */
    public byte[] line(Task task, LogLine line) {
        var text =
                (timestamps ? Times.padded(line.at()) + " " : "")
                        + (details ? details(task, line) + " " : "")
                        + line.text();
        return framed((byte) line.stream(), text);
    }

    /** What the server says; a terminal has no place for it. */
    public byte[] error(String text) {
        return terminal ? new byte[0] : framed(ERROR, text);
    }

    private byte[] framed(byte stream, String text) {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        if (terminal) {
            return payload;
        }
        return ByteBuffer.allocate(HEADER + payload.length)
                .put(stream)
                .position(HEADER - Integer.BYTES)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static String details(Task task, LogLine line) {
        var plan = task.plan().value();
        var details = new TreeMap<>(line.details());
        details.put(SWARM + "node.id", String.valueOf(plan.nodeId()));
        details.put(SWARM + "service.id", plan.serviceId().value());
        details.put(SWARM + "task.id", task.id().value());
        return details.entrySet().stream()
                .map(detail -> escaped(detail.getKey()) + "=" + escaped(detail.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
