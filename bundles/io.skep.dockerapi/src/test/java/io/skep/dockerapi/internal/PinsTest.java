package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.dockerapi.internal.world.ScriptedLink;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.model.spec.ServiceSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of clients that leave their digest to the server. Source: swarm-behaviour SV-19 */
@Timeout(20)
class PinsTest {

    private static final String DIGEST = "sha256:" + "ab".repeat(32);

    private final ScriptedLink engine = new ScriptedLink();
    private final World world = new World(engine);

    @BeforeEach
    void cluster() {
        Things.cluster(world.control());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "busybox, busybox:latest",
        "docker.io/library/busybox:1, busybox:1",
        "127.0.0.1:5000/web, 127.0.0.1:5000/web:latest",
        "quay.io/some/web:1, quay.io/some/web:1",
    })
    void areNamedByWhatTheRegistryHas(String image, String shown) {
        knows(image);

        var answer = create("/v1.29", image);

        assertEquals("201 {\"ID\":\"made\",\"Warnings\":null}", answer);
        assertEquals(shown + "@" + DIGEST, created());
    }

    @Test
    void stayAsTheyAreWhenTheClientKnowsHowOrTheDigestIsThere() {
        create("/v1.30", "busybox");
        assertEquals("busybox", created());

        create("/v1.29", "busybox@" + DIGEST);

        assertEquals("busybox@" + DIGEST, created());
        assertEquals(List.of(), engine.calls());
    }

    @Test
    void stayAsTheyAreWithAWarningWhenNobodyKnows() {
        var answer = create("/v1.29", "busybox");

        assertTrue(
                answer.contains(
                        "image busybox could not be accessed on a registry to record\\nits"),
                answer);
        assertEquals("busybox", created());
    }

    @Test
    void areAskedForAgainInAnUpdate() {
        knows("busybox");

        world.ask("POST", "/v1.24/services/web/update?version=7", wish("busybox"));

        var update = (Command.UpdateService) last();
        assertEquals("busybox:latest@" + DIGEST, image(update.spec()));
    }

    private void knows(String image) {
        engine.answers(
                "GET /distribution/" + image + "/json",
                200,
                "{\"Descriptor\":{\"digest\":\"" + DIGEST + "\"}}");
    }

    private String create(String version, String image) {
        return world.ask("POST", version + "/services/create", wish(image)).seen();
    }

    private static String wish(String image) {
        return "{\"Name\":\"web\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\""
                + image
                + "\"}}}";
    }

    private String created() {
        return image(((Command.CreateService) last()).spec());
    }

    private Command last() {
        return world.control().command();
    }

    private static String image(ServiceSpec spec) {
        return Objects.requireNonNull(spec.taskTemplate().containerSpec()).image();
    }
}
