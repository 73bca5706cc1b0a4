package io.skep.runtime.docker.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.model.spec.Payload;
import io.skep.runtime.spi.Handle;
import io.skep.tck.runtime.Workloads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** EX-2, with registries that are away or silent. */
class PullPolicyTest extends DockerBench {

    private static final List<String> SLEEP = List.of("sleep", "1000");
    private static final String REFUSING = "127.0.0.1:1";
    // it answers first, and then writes down what it is asked
    private static final String ASKED =
            "timeout 10 sh -c 'until grep -q Authorization /tmp/asked; do :; done';"
                    + " cat /tmp/asked";

    @Test
    void runsAnImageThatIsHereWhenItsRegistryIsAway() throws Exception {
        var image = tagged(REFUSING + "/here:1");

        prepare(active(), workload(Workloads.container(image, SLEEP)));
    }

    @Test
    void saysWhyAnImageCouldNotBePulled() throws Exception {
        var opened = active();
        var spec = Workloads.container(REFUSING + "/not/here:1", SLEEP);

        var failure = refused(() -> opened.plug().prepare(workload(spec)));

        assertFalse(failure.getMessage().contains("No such image"), failure.getMessage());
        assertTrue(failure.getMessage().contains(REFUSING), failure.getMessage());
        assertFalse(failure.isTemporary());
    }

    @Test
    void runsAnImageGivenByItsId() throws Exception {
        var id = engine().docker("image", "inspect", "-f", "{{.Id}}", TestEngine.IMAGE).trim();

        prepare(active(), workload(Workloads.container(id, SLEEP)));
    }

    @Test
    void doesNotWaitForASilentRegistryTaskByTask() throws Exception {
        var registry = silentRegistry();
        var image = tagged("127.0.0.1:5000/here:1");
        var opened = active();
        long begin = System.nanoTime();
        var handles = new ArrayList<CompletableFuture<Handle>>();
        for (int i = 0; i < 10; i++) {
            var workload = workload(Workloads.container(image, SLEEP));
            handles.add(tell(() -> opened.plug().prepare(workload)));
        }
        for (var handle : handles) {
            made(handle.get());
        }
        var together = Duration.ofNanos(System.nanoTime() - begin);

        begin = System.nanoTime();
        prepare(opened, workload(Workloads.container(image, SLEEP)));
        var afterwards = Duration.ofNanos(System.nanoTime() - begin);
        engine().docker("rm", "--force", registry);

        assertTrue(together.toSeconds() < 12, "the first ten took " + together);
        assertTrue(afterwards.toSeconds() < 3, "one more took " + afterwards);
    }

    @Test
    void showsItsCredentialsToTheRegistry() throws Exception {
        var registry = registryThatAsksForCredentials();
        var json =
                "{\"username\":\"bee\",\"password\":\"wax\",\"serveraddress\":\"127.0.0.1:5001\"}";
        var credentials = Payload.of(json.getBytes(StandardCharsets.UTF_8));
        var spec = Workloads.container("127.0.0.1:5001/secret:1", SLEEP);
        var workload = Records.with(workload(spec), "registryAuth", credentials);
        var opened = active();

        refused(() -> opened.plug().prepare(workload));

        var basic = Base64.getEncoder().encodeToString("bee:wax".getBytes(StandardCharsets.UTF_8));
        var seen = engine().docker("exec", registry, "sh", "-c", ASKED);
        engine().docker("rm", "--force", registry);
        assertTrue(seen.contains("Authorization: Basic " + basic), seen);
    }

    /** It reads a request before it answers; who tries TLS first is told at once that it is not. */
    private String registryThatAsksForCredentials() {
        var script =
                """
                cat > /tmp/answer <<'END'
                first=$(dd bs=1 count=1 2> /dev/null)
                if [ "$first" = G ]; then
                    printf G >> /tmp/asked
                    while IFS= read -r line; do
                        printf '%s\\n' "$line" >> /tmp/asked
                        [ ${#line} -gt 1 ] || break
                    done
                fi
                printf 'HTTP/1.1 401 Unauthorized\\r\\nWww-Authenticate: Basic realm=x\\r\\n'
                printf 'Content-Length: 0\\r\\nConnection: close\\r\\n\\r\\n'
                [ "$first" = G ] || cat > /dev/null
                END
                exec nc -ll -p 5001 -e sh /tmp/answer
                """;
        return registry(5001, "sh", "-c", script);
    }

    private String tagged(String image) {
        engine().docker("tag", TestEngine.IMAGE, image);
        return image;
    }

    /** Takes connections and never answers. */
    private String silentRegistry() {
        return registry(5000, "nc", "-ll", "-p", "5000", "-e", "sleep", "1000");
    }

    private String registry(int port, String... command) {
        var run = new ArrayList<>(List.of("run", "-d", "--network", "host", TestEngine.IMAGE));
        run.addAll(List.of(command));
        var id = engine().docker(run.toArray(String[]::new)).trim();
        var listening = "until netstat -lnt | grep -q :" + port + "; do :; done";
        engine().docker("exec", id, "sh", "-c", listening);
        return id;
    }
}
