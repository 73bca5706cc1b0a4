package io.skep.runtime.docker.internal.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.spec.Payload;
import io.skep.runtime.docker.internal.engine.Call;
import io.skep.runtime.docker.internal.engine.Engine;
import io.skep.runtime.docker.internal.engine.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.concurrent.Callable;

/** One pull: blocks until the image is here; the error's text when it cannot be had, else empty. */
final class Pull implements Callable<String> {

    private final Engine engine;
    private final Reference reference;
    private final Payload credentials;
    private final Runnable progress;

    Pull(Engine engine, Reference reference, Payload credentials, Runnable progress) {
        this.engine = engine;
        this.reference = reference;
        this.credentials = credentials;
        this.progress = progress;
    }

    @Override
    public String call() throws IOException {
        return engine.read(request(), this::lastError);
    }

    private Call request() {
        var call =
                Call.post("/images/create")
                        .query("fromImage", reference.name())
                        .query("tag", reference.version());
        return credentials.size() == 0
                ? call
                : call.header(
                        "X-Registry-Auth",
                        Base64.getUrlEncoder().encodeToString(credentials.bytes()));
    }

    private String lastError(InputStream content) throws IOException {
        var error = "";
        var values = Json.values(content);
        while (values.hasNext()) {
            progress.run();
            error = errorOr(error, values.next());
        }
        return error;
    }

    private static String errorOr(String before, JsonNode value) {
        var error = value.path("error").asText();
        return error.isEmpty() ? before : error;
    }
}
