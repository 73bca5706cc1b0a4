package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every client does first. Source: docker-api-notes 1. */
@Timeout(20)
class FirstStepsTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void answersPingsWithoutABodyForHead() {
        try (var browser = world.browser()) {
            var head = browser.ask("HEAD", "/_ping", "");
            var get = browser.ask("GET", "/v1.24/_ping", "");

            assertEquals("0", head.headers().get("content-length"));
            assertEquals("inactive", head.headers().get("swarm"));
            assertEquals("1.44", head.headers().get("api-version"));
            assertEquals("200 OK", get.seen());
            assertEquals("text/plain; charset=utf-8", get.headers().get("content-type"));
        }
    }

    @Test
    void saysWhichVersionsItServes() {
        var version = world.get("/version");

        assertEquals(200, version.status());
        assertEquals("application/json", version.headers().get("content-type"));
        assertTrue(version.body().contains("\"ApiVersion\":\"1.44\""), version.body());
    }

    @Test
    void foundsAClusterAndTellsTheNode() {
        world.control().answers(command -> io.skep.control.Receipt.of("nodeid"));

        var answer =
                world.ask(
                        "POST",
                        "/v1.44/swarm/init",
                        "{\"ListenAddr\":\"0.0.0.0:2377\",\"AdvertiseAddr\":\"10.77.0.1\",\"Spec\":{\"Labels\":null,\"Orchestration\":{},\"Raft\":{\"ElectionTick\":0},\"CAConfig\":{}},\"Availability\":\"\",\"DefaultAddrPool\":[],\"SubnetSize\":24}");

        assertEquals("200 \"nodeid\"", answer.seen());
        var init = (Command.InitCluster) world.control().command();
        assertEquals("10.77.0.1", init.advertiseAddr());
    }

    @Test
    void createsAService() {
        world.control().local(ScriptedControl.node("active"));

        var answer =
                world.ask(
                        "POST",
                        "/services/create",
                        "{\"name\":\"a\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"app:1\"}},\"Mode\":{\"replicated\":{\"Replicas\":3}}}");

        assertEquals("201 {\"ID\":\"made\",\"Warnings\":null}", answer.seen());
        var create = (Command.CreateService) world.control().command();
        assertEquals("a", create.spec().name());
    }
}
