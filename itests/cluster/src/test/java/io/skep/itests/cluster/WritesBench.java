package io.skep.itests.cluster;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Replicated writes a second on three managers by 1, 32 and 256 clients: values of 256 bytes, and
 * service specs. Beside them, on the same hosts and disks and in the same run, three members of
 * etcd take the same bytes. Both are asked over HTTP on a Unix socket of the leader's host, both
 * talk among themselves over TLS, and both sync before they answer. Skep is broken in before, as in
 * {@link ApiBench}.
 */
final class WritesBench {

    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("skep.warm", 6));
    private static final Duration MEASURE = Duration.ofSeconds(Integer.getInteger("skep.take", 6));
    private static final Duration BREAK_IN =
            Duration.ofSeconds(Integer.getInteger("skep.break.in", 240));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Integer> CLIENTS = List.of(1, 32, 256);
    private static final int CROWD = 32;
    private static final String VALUE = "v".repeat(256);
    private static final String SPEC =
            "{\"Name\":\"%s\",\"Labels\":{\"who\":\"bench\"},\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"busybox\","
                    + "\"Args\":[\"sleep\",\"100000\"],\"Env\":[\"A=1\",\"B=2\"]}},\"Mode\":{\"Replicated\":{\"Replicas\":0}}}";

    private final Bed bed;
    private final AtomicInteger number = new AtomicInteger();

    private WritesBench(Bed bed) {
        this.bed = bed;
    }

    public static void main(String[] words) {
        try (var bed = Bed.form("skep", 0)) {
            var bench = new WritesBench(bed);
            bench.skep();
            bench.etcd();
        }
        System.exit(0);
    }

    private void skep() {
        var leader = bed.leader();
        new Load(() -> bed.api(leader), BREAK_IN, Duration.ZERO).warmUp(CROWD, this::comeAndGo);
        var load = new Load(() -> bed.api(leader), WARM_UP, MEASURE);
        for (int clients : CLIENTS) {
            load.run("writes.skep.value." + clients, clients, this::config);
            load.run("writes.skep.spec." + clients, clients, this::service);
        }
    }

    /** What is measured comes and goes: nothing grows while the code of a manager is compiled. */
    private void comeAndGo(Api api) throws IOException {
        for (var made : List.of(config(api), service(api))) {
            api.ask("DELETE", made, "").orFail();
        }
    }

    private String config(Api api) throws IOException {
        var name = "c" + number.incrementAndGet();
        var config = "{\"Name\":\"%s\",\"Data\":\"%s\"}".formatted(name, encoded(VALUE));
        return "/configs/" + id(api.post("/configs/create", config));
    }

    private String service(Api api) throws IOException {
        return "/services/" + id(api.post("/services/create", spec()));
    }

    private void etcd() {
        bed.managers().forEach(bed::shutDown);
        bed.managers().forEach(host -> host.start("etcd", command(host)));
        var leader =
                Eventually.holds(
                                "etcd has a leader",
                                PATIENCE,
                                () -> bed.managers().stream().filter(this::leads).toList(),
                                found -> !found.isEmpty())
                        .get(0);
        var load = new Load(() -> etcd(leader), WARM_UP, MEASURE);
        for (int clients : CLIENTS) {
            load.run("writes.etcd.value." + clients, clients, api -> put(api, VALUE));
            load.run("writes.etcd.spec." + clients, clients, api -> put(api, spec()));
        }
    }

    private void put(Api api, String value) throws IOException {
        var key = encoded("k" + number.incrementAndGet());
        api.post("/v3/kv/put", "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(key, encoded(value)))
                .orFail();
    }

    private List<String> command(Host host) {
        var peers = bed.managers().stream().map(each -> each.name() + "=" + peer(each)).toList();
        var etcd =
                "cd %s && exec etcd --name %s --data-dir etcd --peer-auto-tls --listen-peer-urls %s"
                        + " --initial-advertise-peer-urls %s --initial-cluster %s"
                        + " --listen-client-urls unix://etcd:1 --advertise-client-urls unix://etcd:1"
                        + " --quota-backend-bytes 8000000000 --log-level error";
        return List.of(
                "sh",
                "-c",
                etcd.formatted(
                        Host.DATA, host.name(), peer(host), peer(host), String.join(",", peers)));
    }

    private static String peer(Host host) {
        return "https://" + host.address() + ":2480";
    }

    private boolean leads(Host host) {
        try (var api = etcd(host)) {
            var status = api.post("/v3/maintenance/status", "{}").body();
            var self = field(status, "member_id");
            return !self.isEmpty() && self.equals(field(status, "leader"));
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String field(String json, String name) {
        var mark = "\"" + name + "\":\"";
        int at = json.indexOf(mark);
        return at < 0
                ? ""
                : json.substring(at + mark.length(), json.indexOf('"', at + mark.length()));
    }

    private static String id(Api.Answer made) {
        return made.orFail().body().split("\"")[3];
    }

    private static Api etcd(Host host) throws IOException {
        return Api.to(host.seenFromOutside(Host.DATA + "/etcd:1"));
    }

    private String spec() {
        return SPEC.formatted("s" + number.incrementAndGet());
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
