package io.skep.dockerapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.dockerapi.internal.world.ScriptedControl;
import io.skep.dockerapi.internal.world.Things;
import io.skep.dockerapi.internal.world.World;
import io.skep.model.TaskState;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists, filters and look-ups. Source: docker-api-notes 1.9, 3 and 7. */
@Timeout(20)
class ListsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final World world = new World();

    @BeforeEach
    void fill() {
        var web = labelled("web", Map.of("tier", "front", "stack", "a"), ServiceMode.replicated(2));
        var webApi = labelled("web-api", Map.of("stack", "a"), new ServiceMode.Global());
        var job = labelled("nightly", Map.of(), new ServiceMode.GlobalJob());
        Things.cluster(world.control())
                .commit(
                        20,
                        ScriptedControl.THEN,
                        Things.wish("aaa1", web),
                        Things.wish("aaa2", webApi),
                        Things.wish("bbb3", job),
                        Things.task("t1", "aaa1", web, 1),
                        Things.seen("t1", TaskState.RUNNING),
                        Things.task("t2", "aaa1", web, 2),
                        Things.task("t3", "aaa2", webApi, 0),
                        Things.secret("s1id", "s1", Map.of("k", "v")),
                        Things.secret("s2id", "s10", Map.of()),
                        Things.config("c1id", "c1"),
                        Things.network("n1id", "my_net", Map.of("k", "v")),
                        Things.network(
                                "n2id", "host", Map.of("com.docker.swarm.predefined", "true")));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services | {} | [aaa1, aaa2, bbb3]",
                "services | {'id':['aaa']} | [aaa1, aaa2]",
                "services | {'name':['web']} | [aaa1, aaa2]",
                "services | {'name':['web-','night']} | [aaa2, bbb3]",
                "services | {'name':{'api':true}} | []",
                "services | {'label':['stack']} | [aaa1, aaa2]",
                "services | {'label':{'stack=a':true,'tier':true}} | [aaa1]",
                "services | {'label':['stack=b']} | []",
                "services | {'mode':['global','global-job']} | [aaa2, bbb3]",
                "services | {'mode':['replicated'],'name':['night']} | []",
                "services | {'runtime':['container']} | [aaa1, aaa2, bbb3]",
                "services | {'runtime':['plugin']} | []",
                "tasks | {} | [t1, t2, t3]",
                "tasks | {'service':['web']} | [t1, t2]",
                "tasks | {'service':['aaa1','web-api']} | [t1, t2, t3]",
                "tasks | {'node':['n1']} | [t1, t2, t3]",
                "tasks | {'name':['web.2']} | [t2]",
                "tasks | {'id':['t3']} | [t3]",
                "tasks | {'label':['tier=front']} | [t1, t2]",
                "tasks | {'desired-state':['running']} | [t1, t2, t3]",
                "tasks | {'desired-state':['shutdown']} | []",
                "tasks | {'_up-to-date':['true'],'service':{'aaa1':true}} | [t1, t2]",
                "nodes | {} | [nodeid0000000000000000001]",
                "nodes | {'role':['manager']} | [nodeid0000000000000000001]",
                "nodes | {'role':['worker']} | []",
                "nodes | {'name':['n']} | [nodeid0000000000000000001]",
                "nodes | {'membership':['pending']} | []",
                "nodes | {'label':['disk=fast']} | [nodeid0000000000000000001]",
                "nodes | {'node.label':['disk=fast']} | []",
                "secrets | {'name':['s1']} | [s1id, s2id]",
                "secrets | {'names':['s1']} | [s1id]",
                "secrets | {'label':['k=v']} | [s1id]",
                "configs | {'id':['c1']} | [c1id]",
                "networks | {} | [n1id]",
                "networks | {'name':['y_n']} | [n1id]",
                "networks | {'name':['^net']} | []",
                "networks | {'driver':['overlay'],'scope':['swarm']} | [n1id]",
                "networks | {'scope':['local']} | []",
                "networks | {'type':['custom'],'label':['k']} | [n1id]",
                "networks | {'id':['n1']} | [n1id]",
            })
    void listsWhatFits(String kind, String filters, String ids) throws IOException {
        assertEquals(ids, listed(kind, filters).toString());
    }

    @ParameterizedTest
    @CsvSource({"services", "tasks", "nodes", "secrets", "configs", "networks"})
    void refusesUnknownFilters(String kind) {
        assertEquals(
                "400 {\"message\":\"invalid filter 'k'\"}",
                world.get("/" + kind + "?filters=" + escaped("{\"k\":[\"v\"]}")).seen());
        assertEquals(400, world.get("/" + kind + "?filters=" + escaped("{")).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tasks | desired-state | Invalid desired-state filter: 'x'",
                "nodes | role | Invalid role filter: 'x'",
                "nodes | membership | Invalid membership filter: 'x'",
            })
    void refusesUnknownChoices(String kind, String key, String message) {
        var filters = escaped("{\"" + key + "\":[\"x\"]}");

        assertEquals(
                "500 {\"message\":\"" + message + "\"}",
                world.get("/" + kind + "?filters=" + filters).seen());
    }

    @Test
    void doesNotKnowTasksOfUnknownServicesAndNodes() {
        assertEquals(
                "404 {\"message\":\"service x not found\"}",
                world.get("/tasks?filters=" + escaped("{\"service\":[\"x\"]}")).seen());
        assertEquals(
                "404 {\"message\":\"node x not found\"}",
                world.get("/tasks?filters=" + escaped("{\"node\":[\"x\"]}")).seen());
    }

    @ParameterizedTest
    @CsvSource({
        "services,web,aaa1",
        "services,aaa1,aaa1",
        "services,bbb,bbb3",
        "tasks,t1,t1",
        "tasks,web.2.t2,t2",
        "nodes,n1,nodeid0000000000000000001",
        "nodes,nodeid,nodeid0000000000000000001",
        "secrets,s10,s2id",
        "configs,c1,c1id",
    })
    void findsByIdNameOrPrefix(String kind, String typed, String id) throws IOException {
        assertEquals(
                id, JSON.readTree(world.get("/" + kind + "/" + typed).body()).get("ID").asText());
    }

    @Test
    void findsTheNetworksThatEveryNodeHas() throws IOException {
        assertEquals(
                "n2id",
                JSON.readTree(world.get("/networks/host?scope=swarm").body()).get("Id").asText());
        assertEquals(404, world.get("/networks/none?scope=swarm").status());
        assertEquals(404, world.get("/networks/my_net?scope=local").status());
    }

    @ParameterizedTest
    @CsvSource({
        "services,service",
        "tasks,task",
        "nodes,node",
        "secrets,secret",
        "configs,config",
        "networks,network"
    })
    void saysWhatIsNotFound(String kind, String one) {
        assertEquals(
                "404 {\"message\":\"" + one + " nothing not found\"}",
                world.get("/" + kind + "/nothing").seen());
    }

    @Test
    void saysWhatIsAmbiguous() {
        assertEquals(
                "400 {\"message\":\"service aaa is ambiguous (2 matches found)\"}",
                world.get("/services/aaa").seen());
    }

    private ArrayList<String> listed(String kind, String filters) throws IOException {
        var answer = world.get("/" + kind + "?filters=" + escaped(filters.replace('\'', '"')));
        var ids = new ArrayList<String>();
        for (JsonNode object : JSON.readTree(answer.body())) {
            ids.add(object.has("ID") ? object.get("ID").asText() : object.get("Id").asText());
        }
        return ids;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ServiceSpec labelled(String name, Map<String, String> labels, ServiceMode mode) {
        var spec = Things.spec(name, mode);
        return new ServiceSpec(
                name, labels, spec.taskTemplate(), mode, null, null, spec.networks(), null);
    }

    @Test
    void showsWhatChangedSinceItWasListedBefore() {
        assertEquals("running", state("t1"));
        assertEquals("assigned", state("t2"));

        world.control().commit(21, ScriptedControl.THEN, Things.seen("t1", TaskState.COMPLETE));

        assertEquals("complete", state("t1"));
        assertEquals("assigned", state("t2"));
    }

    private String state(String task) {
        for (var shown : read(world.get("/tasks").body())) {
            if (shown.get("ID").asText().equals(task)) {
                return shown.at("/Status/State").asText();
            }
        }
        return "none";
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
