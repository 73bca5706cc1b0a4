package io.skep.dockerjson;

import static io.skep.dockerjson.Samples.json;
import static io.skep.dockerjson.Samples.sample;
import static io.skep.dockerjson.Samples.seen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.model.spec.Addressing;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.RestartCondition;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs from JSON and back. Source: docker-api-notes 1.6, 1.7, 9. */
class SpecJsonTest {

    @Test
    void returnsTheFullestServiceAsItWasGiven() {
        var given = sample("service-full");

        var written = seen(Json.tree(Json.value(given, ServiceSpec.class)));

        assertEquals(given, written);
    }

    @Test
    void returnsTheSmallestServiceWithOneReplica() {
        var given = (ObjectNode) sample("service-minimal");

        var written = seen(Json.tree(Json.value(given, ServiceSpec.class)));

        given.set("Mode", json("{\"Replicated\":{\"Replicas\":1}}"));
        assertEquals(given, written);
    }

    @Test
    void returnsPoliciesOfAClusterAsTheyWereGiven() {
        var given = sample("swarm-update");

        var returned = (ObjectNode) Json.tree(Json.value(given, ClusterSpec.class));
        returned.remove("Addressing"); // shown beside the policies
        assertEquals(given, seen(returned));
    }

    @Test
    void readsInitAsTheCliSendsIt() {
        var init = Json.value(sample("swarm-init"), SwarmInit.class);

        assertEquals("10.77.0.1", init.advertiseAddr());
        assertEquals(Addressing.DEFAULT, init.policies().addressing());
        assertEquals("ACTIVE", init.availabilityOrActive().name());
    }

    @Test
    void matchesNamesWithoutRegardToCaseAndIgnoresUnknownOnes() {
        var spec =
                service(
                        "{\"NAME\":\"a\",\"labels\":{\"Ab\":\"c\"},\"wHaT\":[1],\"Mode\":{\"replicated\":{\"replicas\":0}},\"tasktemplate\":{\"containerspec\":{\"image\":\"i\",\"TTY\":true}}}");

        assertEquals("a", spec.name());
        assertEquals("{Ab=c}", spec.labels().toString());
        assertEquals(ServiceMode.replicated(0), spec.mode());
        assertTrue(Objects.requireNonNull(spec.taskTemplate().containerSpec()).tty());
    }

    @Test
    void takesNullForAbsent() {
        var spec =
                service(
                        "{\"Name\":null,\"Labels\":null,\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"i\",\"Env\":null,\"Mounts\":[null],\"Labels\":{\"a\":null},\"StopGracePeriod\":null},\"ForceUpdate\":null},\"Mode\":null,\"EndpointSpec\":null}");

        assertEquals("", spec.name());
        assertEquals(ServiceMode.replicated(1), spec.mode());
        var container = Objects.requireNonNull(spec.taskTemplate().containerSpec());
        assertEquals("{a=}", container.labels().toString());
        assertEquals(0, container.mounts().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {\"Replicated\":{\"Replicas\":1}}",
                "{\"Replicated\":{}} | {\"Replicated\":{\"Replicas\":1}}",
                "{\"Replicated\":{\"Replicas\":0}} | {\"Replicated\":{\"Replicas\":0}}",
                "{\"Global\":{}} | {\"Global\":{}}",
                "{\"global\":{},\"Replicated\":null} | {\"Global\":{}}",
                "{\"ReplicatedJob\":{\"MaxConcurrent\":2,\"TotalCompletions\":5}} |"
                        + " {\"ReplicatedJob\":{\"MaxConcurrent\":2,\"TotalCompletions\":5}}",
                "{\"GlobalJob\":{}} | {\"GlobalJob\":{}}",
            })
    void knowsTheModes(String given, String shown) {
        var mode = Json.value(json("{\"Mode\":" + given + "}"), ServiceSpec.class).mode();

        assertEquals(json(shown), seen(Json.tree(mode)));
    }

    @Test
    void tellsAZeroThatDockerPointsToFromAnAbsentValue() {
        var given =
                "{\"ContainerSpec\":{\"Image\":\"i\",\"Init\":false,\"StopGracePeriod\":0},\"RestartPolicy\":{\"Condition\":\"none\",\"Delay\":0,\"MaxAttempts\":0},\"ForceUpdate\":0}";

        var task = service("{\"TaskTemplate\":" + given + "}").taskTemplate();

        assertEquals(json(given), seen(Json.tree(task)));
        var policy = Objects.requireNonNull(task.restartPolicy());
        assertEquals(RestartCondition.NONE, policy.condition());
        assertEquals(Duration.ZERO, policy.delay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Name\":5}",
                "{\"Name\":true}",
                "{\"Name\":{}}",
                "{\"Labels\":[]}",
                "{\"Labels\":{\"a\":1}}",
                "{\"Labels\":\"x\"}",
                "{\"TaskTemplate\":[]}",
                "{\"TaskTemplate\":\"\"}",
                "{\"TaskTemplate\":{\"ForceUpdate\":-1}}",
                "{\"TaskTemplate\":{\"ForceUpdate\":1.5}}",
                "{\"TaskTemplate\":{\"ForceUpdate\":\"1\"}}",
                "{\"TaskTemplate\":{\"ForceUpdate\":1e400}}",
                "{\"TaskTemplate\":{\"ForceUpdate\":99999999999999999999}}",
                "{\"TaskTemplate\":{\"ContainerSpec\":{\"Env\":\"A=B\"}}}",
                "{\"TaskTemplate\":{\"ContainerSpec\":{\"Env\":[1]}}}",
                "{\"TaskTemplate\":{\"ContainerSpec\":{\"TTY\":\"true\"}}}",
                "{\"TaskTemplate\":{\"ContainerSpec\":{\"TTY\":1}}}",
                "{\"TaskTemplate\":{\"ContainerSpec\":{\"StopGracePeriod\":\"10s\"}}}",
                "{\"TaskTemplate\":{\"ContainerSpec\":{\"StopGracePeriod\":1e30}}}",
                "{\"TaskTemplate\":{\"RestartPolicy\":{\"Condition\":1}}}",
                "{\"Mode\":{\"Replicated\":{\"Replicas\":-1}}}",
                "{\"Mode\":{\"Replicated\":{\"Replicas\":\"3\"}}}",
                "{\"Mode\":{\"Replicated\":[]}}",
                "{\"Mode\":\"replicated\"}",
                "{\"EndpointSpec\":{\"Ports\":{}}}",
                "{\"EndpointSpec\":{\"Ports\":[{\"TargetPort\":-80}]}}",
                "{\"EndpointSpec\":{\"Ports\":[{\"TargetPort\":\"80\"}]}}",
                "{\"UpdateConfig\":{\"MaxFailureRatio\":\"0.1\"}}",
                "[]",
                "\"\"",
                "1",
                "true"
            })
    void refusesWrongTypes(String text) {
        var refused = assertThrows(Unfit.class, () -> service(text));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("json: cannot unmarshal"));
        assertEquals(400, refused.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":}", "", "nul", "{} x", "\u0000", "{\"a\":NaN}", "{'a':1}"})
    void refusesWhatIsNoJson(String text) {
        assertThrows(Unfit.class, () -> Json.value(json(text), ServiceSpec.class));
    }

    @Test
    void refusesDepthsThatNobodyMeans() {
        assertThrows(Unfit.class, () -> json("[".repeat(100_000)));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"Role\":\"boss\",\"Availability\":\"active\"}','invalid Role: \"boss\"'",
        "'{\"Role\":\"worker\",\"Availability\":\"lazy\"}','invalid Availability: \"lazy\"'",
    })
    void refusesUnknownChoicesOfNodes(String text, String message) {
        var refused = assertThrows(Unfit.class, () -> Json.value(json(text), NodeSpec.class));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void refusesTwoModesAndUnknownConditions() {
        assertEquals(
                "must specify only one service mode",
                assertThrows(
                                Unfit.class,
                                () -> service("{\"Mode\":{\"Global\":{},\"Replicated\":{}}}"))
                        .getMessage());
        assertEquals(
                "invalid RestartCondition: \"x\"",
                assertThrows(
                                Unfit.class,
                                () ->
                                        service(
                                                "{\"TaskTemplate\":{\"RestartPolicy\":{\"Condition\":\"x\"}}}"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "YQ", "===", "Y Q=", "YQ=a"})
    void saysIllegalBase64First(String data) {
        var refused =
                assertThrows(
                        Unfit.class,
                        () -> Json.value(json("{\"Data\":\"" + data + "\"}"), SecretSpec.class));

        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("illegal base64 data"),
                refused.getMessage());
    }

    @Test
    void readsDataAndItsAbsence() {
        assertEquals(1, Json.value(json("{\"Data\":\"YQ==\"}"), SecretSpec.class).data().size());
        assertEquals(Payload.EMPTY, Json.value(json("{}"), SecretSpec.class).data());
        assertEquals(Payload.EMPTY, Json.value(json("{\"Data\":null}"), SecretSpec.class).data());
    }

    private static ServiceSpec service(String text) {
        return Json.value(json(text), ServiceSpec.class);
    }
}
