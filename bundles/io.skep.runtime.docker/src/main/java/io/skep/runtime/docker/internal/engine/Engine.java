package io.skep.runtime.docker.internal.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.skep.runtime.spi.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/**
 * A Docker Engine. All verbs block; they fail with a temporary {@link RuntimeFailure} when the
 * engine does not answer. Safe for use by any thread.
 *
 * <p>Calls and streams have connections of their own, so that any number of open streams leaves
 * calls alone.
 */
public final class Engine {

    private static final int CALLS = 64;
    private static final int STREAMS = 4096;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final String name;
    private final DockerHttpClient calls;
    private final DockerHttpClient streams;

    public Engine(URI host) {
        this.name = host.toString();
        this.calls = client(host, CALLS);
        this.streams = client(host, STREAMS);
    }

    /** Connects to nothing. */
    private static DockerHttpClient client(URI host, int connections) {
        return new ZerodepDockerHttpClient.Builder()
                .dockerHost(host)
                .maxConnections(connections)
                .connectionTimeout(CONNECT)
                .build();
    }

    public Answer call(Call call) {
        try (var response = calls.execute(call.request())) {
            return answer(response);
        } catch (IOException silent) {
            throw silent(silent);
        } catch (RuntimeException failure) {
            throw silentOr(failure);
        }
    }

    /** How a long answer is read. */
    public interface Reading<T> {

        T read(InputStream content) throws IOException;
    }

    /** Reads a long answer as it arrives, on the caller's thread. */
    public <T> T read(Call call, Reading<T> reading) {
        try (var response = streams.execute(call.request())) {
            if (response.getStatusCode() >= 400) {
                throw answer(response).failure();
            }
            return reading.read(response.getBody());
        } catch (IOException silent) {
            throw silent(silent);
        } catch (RuntimeException failure) {
            throw silentOr(failure);
        }
    }

    /** Opens a stream; the caller closes the response, from any thread, to end it. */
    DockerHttpClient.Response stream(Call call) {
        try {
            return streams.execute(call.request());
        } catch (RuntimeException failure) {
            throw silentOr(failure);
        }
    }

    static Answer answer(DockerHttpClient.Response response) throws IOException {
        var content = response.getBody().readAllBytes();
        return new Answer(response.getStatusCode(), Json.tree(content));
    }

    public void close() throws IOException {
        calls.close();
        streams.close();
    }

    /** The transport hides what happened to the connection in runtime exceptions. */
    private RuntimeException silentOr(RuntimeException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof IOException || at instanceof IllegalStateException) {
                return silent(at);
            }
        }
        return failure;
    }

    private RuntimeFailure silent(Throwable why) {
        var words = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return RuntimeFailure.temporary("the engine at " + name + " does not answer: " + words);
    }
}
