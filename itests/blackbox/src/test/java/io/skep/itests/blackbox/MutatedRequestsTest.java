package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is asked, the node answers as Docker would: no hang, no 5xx of its own, no harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedRequestsTest {

    private static final int REQUESTS = Integer.getInteger("skep.mutations", 200);

    /** Texts of the 5xx answers that Docker itself gives. Source: docker-api-notes 2. */
    private static final List<String> DOCKERS_OWN =
            List.of(
                    "update out of sequence",
                    "This node is",
                    "constraint expected one operator",
                    "is invalid",
                    "filter: '",
                    "unrecognized rollback option",
                    "not supported",
                    "not allowed",
                    "network",
                    "invalid join token",
                    "Unimplemented",
                    "has no Docker Engine",
                    "You are attempting to leave the swarm");

    private static final String SERVICE =
            """
            {"Name":"NAME","Labels":{"l":"v"},"TaskTemplate":{"ContainerSpec":{"Image":"process","Labels":{"c":"v"},\
            "Command":["sh","-c"],"Args":["true"],"Hostname":"{{.Node.Hostname}}","Env":["A=B"],"Dir":"/w","User":"1:2",\
            "Groups":["5"],"Init":true,"StopSignal":"SIGINT","TTY":true,"ReadOnly":true,\
            "Mounts":[{"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":1048576,"Mode":1016}},\
            {"Type":"volume","Source":"v","Target":"/v","VolumeOptions":{"NoCopy":true,"Labels":{"x":"y"}}}],\
            "StopGracePeriod":3000000000,"Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":5000000000,"Retries":2},\
            "Hosts":["1.2.3.4 h"],"DNSConfig":{"Nameservers":["8.8.8.8"]},"Isolation":"default","Sysctls":{"a.b":"1"},\
            "CapabilityAdd":["CAP_NET_ADMIN"],"Ulimits":[{"Name":"nofile","Hard":20,"Soft":10}]},\
            "Resources":{"Limits":{"NanoCPUs":500000000,"MemoryBytes":67108864,"Pids":10},"Reservations":{"MemoryBytes":67108864,\
            "GenericResources":[{"DiscreteResourceSpec":{"Kind":"gpu","Value":1}}]}},\
            "RestartPolicy":{"Condition":"none","Delay":5000000000,"MaxAttempts":3,"Window":2000000000},\
            "Placement":{"Constraints":["node.role==worker"],"Preferences":[{"Spread":{"SpreadDescriptor":"node.labels.z"}}],\
            "MaxReplicas":2,"Platforms":[{"Architecture":"amd64","OS":"linux"}]},"LogDriver":{"Name":"json-file","Options":{"max-size":"1m"}},\
            "ForceUpdate":0},"Mode":{"Replicated":{"Replicas":2}},"UpdateConfig":{"Parallelism":1,"Delay":1000000000,\
            "FailureAction":"pause","Monitor":5000000000,"MaxFailureRatio":0.1,"Order":"stop-first"},\
            "EndpointSpec":{"Mode":"vip","Ports":[{"Protocol":"tcp","TargetPort":80,"PublishedPort":0,"PublishMode":"host"}]}}""";

    /** Longer than anything a node lets wait by itself. */
    private static final Duration HANGS = Duration.ofSeconds(30);

    /**
     * What a node fills in the first minutes of its life, whatever it is asked: caches, history.
     */
    private static final long HEAP_NOISE = 32L << 20;

    /** From then on the heap is to stay as it is, when there are many requests. Row S-01. */
    private static final int HALF = 50_000;

    private static final double HEAP_GROWTH = 1.1;

    /** What a good request may take beside bad ones, on a machine that does other things too. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private static final int TIDY = 50;

    private final Map<Integer, Long> statuses = new TreeMap<>();
    private Skep skep;
    private Bystander bystander;
    private Duration quiet = Duration.ZERO;
    private long liveBefore;
    private long liveHalfway;

    @BeforeAll
    void startNode() throws IOException {
        skep = Skep.withoutEngine();
        try (var http = Http.to(skep.socket())) {
            http.json("POST", "/services/create", SERVICE.replace("NAME", "kept"));
            http.json("POST", "/secrets/create", "{\"Name\":\"kept\",\"Data\":\"YQ==\"}");
            http.json("POST", "/configs/create", "{\"Name\":\"kept\",\"Data\":\"YQ==\"}");
        }
        bystander = Bystander.at(skep.socket());
        Eventually.equal(true, HANGS, () -> bystander.asked() >= 100);
        quiet = bystander.p99();
        liveBefore = skep.liveHeap();
    }

    @AfterAll
    void stopNode() throws IOException {
        var node = skep;
        if (node != null) {
            try (node;
                    var good = bystander) {
                int asked = good.asked();
                var slowest = good.p99();
                var live = node.liveHeap();
                System.out.printf(
                        "S-01: %,d mutated requests, answers %s; a good one every 20 ms: %,d, p99"
                                + " %.1f ms (%.1f ms before); live heap %,d KiB, halfway %,d KiB,"
                                + " then %,d KiB%n",
                        sent(),
                        statuses,
                        asked,
                        slowest.toNanos() / 1e6,
                        quiet.toNanos() / 1e6,
                        liveBefore >> 10,
                        liveHalfway >> 10,
                        live >> 10);
                assertEquals(List.of(), good.wrong());
                assertTrue(slowest.compareTo(LATE) < 0, slowest::toString);
                assertTrue(
                        live < liveBefore + HEAP_NOISE,
                        "the heap grew from " + liveBefore + " to " + live + " bytes");
                assertTrue(
                        liveHalfway == 0 || live < HEAP_GROWTH * liveHalfway,
                        "the heap grew from " + liveHalfway + " halfway to " + live + " bytes");
            }
        }
    }

    @AfterEach
    void itStillWorks() throws IOException {
        try (var http = Http.to(skep.socket())) {
            assertEquals("OK", http.json("GET", "/_ping", "").body());
            tidy(http);
        }
        if (liveHalfway == 0 && sent() >= HALF) {
            liveHalfway = skep.liveHeap();
        }
    }

    private long sent() {
        return statuses.values().stream().mapToLong(n -> n).sum();
    }

    /** Removes what mutated requests made: who looks at everything would wait ever longer. */
    private static void tidy(Http http) throws IOException {
        for (var kind : List.of("services", "secrets", "configs")) {
            for (var object : Skep.json(http.json("GET", "/" + kind, "").body())) {
                if (!object.at("/Spec/Name").asText().equals("kept")) {
                    http.json("DELETE", "/" + kind + "/" + object.get("ID").asText(), "");
                }
            }
        }
        for (var network : Skep.json(http.json("GET", "/networks", "").body())) {
            if (!network.get("Ingress").asBoolean()) {
                http.json("DELETE", "/networks/" + network.get("Id").asText(), "");
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /_ping",
        "HEAD, /_ping",
        "GET, /version",
        "GET, /info",
        "POST, /swarm/init",
        "POST, /swarm/join",
        "GET, /swarm",
        "POST, /swarm/update",
        "GET, /nodes",
        "GET, /nodes/ID",
        "POST, /nodes/ID/update",
        "DELETE, /nodes/ID",
        "GET, /services",
        "GET, /services/ID",
        "POST, /services/create",
        "POST, /services/kept/update",
        "DELETE, /services/ID",
        "GET, /services/ID/logs",
        "GET, /tasks",
        "GET, /tasks/ID",
        "GET, /secrets",
        "POST, /secrets/create",
        "GET, /secrets/ID",
        "POST, /secrets/kept/update",
        "DELETE, /secrets/ID",
        "GET, /configs",
        "POST, /configs/create",
        "GET, /configs/ID",
        "POST, /configs/kept/update",
        "DELETE, /configs/ID",
        "GET, /networks",
        "POST, /networks/create",
        "GET, /networks/ID",
        "DELETE, /networks/ID",
        "GET, /events?until=1",
        "GET, /distribution/ID/json",
        "GET, /containers/json",
        "GET, /images/json"
    })
    void survives(String method, String path) throws IOException {
        var mutation = new Mutation(path.hashCode());
        var wrong = new ArrayList<String>();
        try (var http = Http.to(skep.socket())) {
            var reads = method.equals("GET");
            var before = reads ? "" : state(http);
            for (int n = 0; n < REQUESTS; n++) {
                if (!reads && n % TIDY == TIDY - 1) {
                    tidy(http);
                    before = state(http);
                }
                var uri = mutation.path(path);
                var body = mutation.body(good(method, path, n));
                var began = System.nanoTime();
                var answer = http.json(method, uri, body);
                statuses.merge(answer.status(), 1L, Long::sum);
                if (Duration.ofNanos(System.nanoTime() - began).compareTo(HANGS) > 0) {
                    wrong.add("it hung at " + method + " " + uri + " " + shortened(body));
                }
                if (answer.status() >= 500
                        && DOCKERS_OWN.stream().noneMatch(answer.body()::contains)) {
                    wrong.add(
                            answer.status()
                                    + " "
                                    + answer.body()
                                    + " to "
                                    + method
                                    + " "
                                    + uri
                                    + " "
                                    + shortened(body));
                }
                var after = reads ? "" : state(http);
                if (answer.status() >= 400 && !before.equals(after)) {
                    wrong.add("changed by a refused " + method + " " + uri + " " + shortened(body));
                }
                before = after;
            }
        }

        assertEquals(List.of(), wrong.stream().limit(10).toList());
    }

    private static String good(String method, String path, int n) {
        if (Set.of("GET", "HEAD", "DELETE").contains(method)) {
            return "";
        }
        if (path.startsWith("/services")) {
            return SERVICE.replace("NAME", path.endsWith("create") ? "m" + n : "kept");
        }
        if (path.startsWith("/secrets") || path.startsWith("/configs")) {
            return "{\"Name\":\"m" + n + "\",\"Labels\":{\"a\":\"b\"},\"Data\":\"YWJj\"}";
        }
        if (path.startsWith("/networks")) {
            return "{\"Name\":\"n"
                    + n
                    + "\",\"Driver\":\"overlay\",\"Attachable\":true,\"Internal\":false,\"Labels\":{},"
                    + "\"IPAM\":{\"Driver\":\"default\",\"Config\":[{\"Subnet\":\"10.9.0.0/24\",\"Gateway\":\"10.9.0.1\"}]}}";
        }
        if (path.startsWith("/nodes")) {
            return "{\"Labels\":{\"a\":\"b\"},\"Role\":\"manager\",\"Availability\":\"active\"}";
        }
        return "{\"ListenAddr\":\"0.0.0.0:2377\",\"AdvertiseAddr\":\"127.0.0.1\",\"RemoteAddrs\":[\"127.0.0.1:1\"],"
                + "\"JoinToken\":\"SWMTKN-1-a-b\",\"Name\":\"default\",\"Labels\":{},\"Orchestration\":{\"TaskHistoryRetentionLimit\":5},"
                + "\"Raft\":{\"SnapshotInterval\":10000,\"ElectionTick\":10,\"HeartbeatTick\":1},\"Dispatcher\":{\"HeartbeatPeriod\":5000000000}}";
    }

    /** What a client can see of services, secrets and configs: specs and versions. */
    private static String state(Http http) throws IOException {
        var seen = new StringBuilder();
        for (var kind : List.of("services", "secrets", "configs")) {
            for (var object : Skep.json(http.json("GET", "/" + kind, "").body())) {
                seen.append(object.get("ID").asText()).append(object.get("Spec"));
            }
        }
        return seen.toString();
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "..." : text;
    }
}
