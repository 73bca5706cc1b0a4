package io.skep.dockerapi.internal.page;

import io.skep.dockerapi.internal.engine.EngineAnswer;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerjson.Json;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a service's image by its digest, as the registry knows it now, for clients of old versions:
 * they leave that to the server. Source: swarm-behaviour SV-19, moby:daemon/cluster/services.go
 */
final class Pins {

    /** Since this version clients do it themselves. */
    private static final int CLIENTS_SINCE = 30;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/:-]*");
    private static final Pattern USUAL = Pattern.compile("^(index\\.)?docker\\.io/(library/)?");
    private static final String AUTH = "X-Registry-Auth";

    private final EngineLink engine;

    /** By the registries that this engine reaches. */
    Pins(EngineLink engine) {
        this.engine = engine;
    }

    /**
     * What a service is to be.
     *
     * @param spec with or without a digest
     * @param warnings what the client is told; none when all is well
     */
    record Pinned(ServiceSpec spec, List<String> warnings) {}

    /** The wish of a client; as it is when the client is new, or nobody knows the digest. */
    CompletionStage<Pinned> pin(Ask ask, ServiceSpec spec) {
        var container = spec.taskTemplate().containerSpec();
        var image = container == null ? "" : container.image();
        if (ask.version().atLeast(CLIENTS_SINCE) || image.isEmpty() || image.contains("@")) {
            return done(new Pinned(spec, List.of()));
        }
        if (!engine.present() || !NAME.matcher(image).matches()) {
            return done(unknown(spec, image));
        }
        return engine.call("GET", "/distribution/" + image + "/json", headers(ask), new byte[0])
                .handle((answer, failure) -> pinned(spec, image, answer));
    }

    private static Map<String, String> headers(Ask ask) {
        var auth = ask.header(AUTH);
        return auth.isEmpty() ? Map.of() : Map.of(AUTH, auth);
    }

    private static Pinned pinned(ServiceSpec spec, String image, @Nullable EngineAnswer answer) {
        if (answer == null || !answer.good()) {
            return unknown(spec, image);
        }
        var digest = Json.parse(answer.body()).at("/Descriptor/digest").asText("");
        return digest.isEmpty()
                ? unknown(spec, image)
                : new Pinned(with(spec, tagged(image) + "@" + digest), List.of());
    }

    /** As Docker shows it. */
    private static String tagged(String image) {
        var name = USUAL.matcher(image).replaceFirst("");
        return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : name + ":latest";
    }

    private static ServiceSpec with(ServiceSpec spec, String image) {
        var task = spec.taskTemplate();
        var container = task.containerSpec();
        return spec.withTaskTemplate(
                new TaskSpec(
                        container == null ? null : container.withImage(image),
                        task.resources(),
                        task.restartPolicy(),
                        task.placement(),
                        task.networks(),
                        task.logDriver(),
                        task.forceUpdate(),
                        task.runtime()));
    }

    private static Pinned unknown(ServiceSpec spec, String image) {
        var warning =
                """
                image %s could not be accessed on a registry to record
                its digest. Each node will access %s independently,
                possibly leading to different nodes running different
                versions of the image.
                """
                        .formatted(image, image);
        return new Pinned(spec, List.of(warning));
    }

    private static CompletionStage<Pinned> done(Pinned pinned) {
        return CompletableFuture.completedFuture(pinned);
    }
}
