package io.skep.dockerapi.internal.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.dockerjson.Json;
import io.skep.model.NetworkId;
import io.skep.model.NetworkPlan;
import io.skep.model.net.Span;
import io.skep.model.spec.IpamPool;
import io.skep.model.spec.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a plain container asks for names, as its file says. */
class SignTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String ENGINES = "127.0.0.11";
    private static final List<Span> SPANS =
            List.of(
                    span("back", "10.0.7.1", false),
                    span("front", "10.0.8.1", false),
                    span("shut", "10.0.9.1", true));

    @TempDir Path folder;

    private Path file = Path.of(".");

    @BeforeEach
    void start() throws IOException {
        file = Files.createDirectory(folder.resolve(ID)).resolve("resolv.conf");
        Files.writeString(file, "nameserver 127.0.0.11\noptions ndots:0\n");
    }

    @Test
    void asksTheNodeOnNetworksOfTheClusterAlsoWhenItIsOnTheEnginesDefaultOne() {
        assertEquals("10.0.7.1", asked(of(), "skep1.back"));
        assertEquals("10.0.7.1", asked(of(), "bridge", "skep1.back", "skep1.front"));
        assertEquals("10.0.8.1", asked(of(), "bridge", "skep1.front"));
    }

    @Test
    void asksTheEngineAgainWhenItHasLeftTheLast() {
        var sign = of().turned(SPANS, networks("bridge", "skep1.back"));
        assertEquals("10.0.7.1", named());

        var left = sign.turned(List.of(), networks("bridge"));

        assertEquals(ENGINES, named());
        assertFalse(sign.engines());
        assertTrue(left.engines());
    }

    @Test
    void asksTheEngineOnNetworksThatOnlyTheEngineKnows() {
        assertEquals(ENGINES, asked(of(), "skep1.back", "mine"));
        assertEquals(ENGINES, asked(of(), "skep1.gone"));
    }

    @Test
    void asksTheEngineForNamesThatOnlyTheEngineWasTold() {
        var linked = networks("skep1.back");
        ((ObjectNode) linked.path("skep1.back")).set("Links", Json.tree(List.of("other:db")));

        of().turned(SPANS, linked);

        assertEquals(ENGINES, named());
    }

    @Test
    void isNotCutOffFromWhatIsAbroad() {
        assertEquals("10.0.9.1", asked(of(), "skep1.shut"));
        assertEquals(ENGINES, asked(of(), "bridge", "skep1.shut"));
        assertEquals("10.0.7.1", asked(of(), "bridge", "skep1.back", "skep1.shut"));
    }

    @Test
    void keepsServersThatTheUserGaveIt() {
        assertEquals(ENGINES, asked(of("192.0.2.1"), "skep1.back"));
        assertEquals("10.0.7.1", asked(of("10.0.7.1"), "skep1.back"));
    }

    @Test
    void touchesNoFileThatIsNotItsOwn() {
        var other = Json.object().put("Id", "other").put("ResolvConfPath", file.toString());

        Sign.of(other).turned(SPANS, networks("skep1.back"));

        assertEquals(ENGINES, named());
    }

    private Sign of(String... given) {
        var container = Json.object().put("Id", ID).put("ResolvConfPath", file.toString());
        container.set("HostConfig", Json.object().set("Dns", Json.tree(List.of(given))));
        return Sign.of(container);
    }

    private String asked(Sign sign, String... networks) {
        sign.turned(SPANS, networks(networks));
        return named();
    }

    private String named() {
        try {
            return Files.readAllLines(file).get(0).replace("nameserver ", "");
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static JsonNode networks(String... names) {
        var networks = Json.object();
        for (var name : names) {
            networks.set(name, Json.object());
        }
        return networks;
    }

    private static Span span(String name, String gateway, boolean internal) {
        var spec =
                new NetworkSpec(
                        name, Map.of(), "overlay", Map.of(), false, internal, true, false, null, "",
                        "");
        var pool = new IpamPool("", "", gateway, Map.of());
        return new Span(
                new NetworkId(name), spec, new NetworkPlan(List.of(pool), List.of(), 1), Map.of());
    }
}
