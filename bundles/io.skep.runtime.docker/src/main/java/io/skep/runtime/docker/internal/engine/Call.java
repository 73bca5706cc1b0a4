package io.skep.runtime.docker.internal.engine;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One request of the Docker Engine API. Not safe for use by several threads. */
public final class Call {

    private final Method method;
    private final String path;
    private final StringBuilder query = new StringBuilder();
    private final SortedMap<String, String> headers = new TreeMap<>();
    private byte[] body = {};

    private Call(Method method, String path) {
        this.method = method;
        this.path = path;
    }

    public static Call get(String path) {
        return new Call(Method.GET, path);
    }

    public static Call post(String path) {
        return new Call(Method.POST, path);
    }

    public static Call delete(String path) {
        return new Call(Method.DELETE, path);
    }

    /** A path's segment, for names that users choose. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public Call query(String name, String value) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(segment(value));
        return this;
    }

    public Call header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Call json(Object content) {
        body = Json.bytes(content);
        return header("Content-Type", "application/json");
    }

    Request request() {
        var builder = Request.builder().method(method).path(path + query);
        if (body.length > 0) {
            builder.bodyBytes(body);
        }
        return builder.putAllHeaders(Map.copyOf(headers)).build();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
