package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dockerapi.internal.world.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine without an engine. Source: docker-api-notes 6. */
@Timeout(20)
class NoEngineTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /containers/json?all=1 | 200 []",
                "GET | /images/json | 200 []",
                "GET | /plugins | 200 []",
                "GET | /networks | 200 []",
                "GET | /volumes | 200 {\"Volumes\":[],\"Warnings\":null}",
                "GET | /system/df | 200"
                        + " {\"LayersSize\":0,\"Images\":[],\"Containers\":[],\"Volumes\":[],\"BuildCache\":[]}",
                "GET | /v1.30/containers/x/json | 404 {\"message\":\"No such container: x\"}",
                "POST | /containers/x/start | 404 {\"message\":\"No such container: x\"}",
                "DELETE | /containers/x | 404 {\"message\":\"No such container: x\"}",
                "GET | /images/lib/x:1/json | 404 {\"message\":\"No such image: lib/x:1\"}",
                "DELETE | /images/x | 404 {\"message\":\"No such image: x\"}",
                "GET | /volumes/x | 404 {\"message\":\"get x: no such volume\"}",
                "GET | /plugins/x/json | 404 {\"message\":\"plugin \\\"x\\\" not found\"}",
                "GET | /exec/x/json | 404 {\"message\":\"No such exec instance: x\"}",
            })
    void hasNothing(String method, String uri, String answer) {
        assertEquals(answer, world.ask(method, uri, "").seen());
    }

    @ParameterizedTest
    @CsvSource({
        "/containers/create",
        "/images/create?fromImage=x",
        "/volumes/create",
        "/containers/prune",
        "/build",
        "/auth",
        "/networks/x/connect"
    })
    void saysThatItMakesNothing(String uri) {
        assertEquals(
                "501 {\"message\":\"this node has no Docker Engine: it runs services only\"}",
                world.ask("POST", uri, "{}").seen());
    }

    @Test
    void saysWhyItKnowsNoRegistryAndNoLocalNetwork() {
        assertEquals(
                "500 {\"message\":\"this node has no Docker Engine that could ask the registry for"
                        + " lib/app:1\"}",
                world.get("/distribution/lib/app:1/json").seen());
        assertEquals(
                501,
                world.ask("POST", "/networks/create", "{\"Name\":\"b\",\"Driver\":\"bridge\"}")
                        .status());
    }

    @Test
    void tellsTheFactsOfTheMachine() {
        var info = world.get("/info").body();

        assertTrue(info.contains("\"NCPU\":2,\"MemTotal\":25276510208,\"Name\":\"n1\""), info);
        assertTrue(info.contains("\"OSType\":\"linux\",\"Architecture\":\"x86_64\""), info);
        assertTrue(info.contains("\"KernelVersion\":\"6.1.0\""), info);
        assertTrue(
                info.contains(
                        "\"Swarm\":{\"NodeID\":\"\",\"NodeAddr\":\"\",\"LocalNodeState\":\"inactive\",\"ControlAvailable\":false,\"Error\":\"\",\"RemoteManagers\":null}"),
                info);
    }
}
