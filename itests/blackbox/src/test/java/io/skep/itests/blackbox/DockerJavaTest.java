package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerSpec;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.ServiceModeConfig;
import com.github.dockerjava.api.model.ServiceReplicatedModeOptions;
import com.github.dockerjava.api.model.ServiceSpec;
import com.github.dockerjava.api.model.TaskSpec;
import com.github.dockerjava.api.model.TaskState;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A Java program with docker-java instead of the docker CLI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerJavaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Skep skep;
    private DockerClient docker;

    @BeforeAll
    void startNode() {
        skep = Skep.withoutEngine();
        var config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(skep.host())
                        .build();
        var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
        docker = DockerClientImpl.getInstance(config, http);
    }

    @AfterAll
    void stopNode() throws IOException {
        if (docker != null) {
            docker.close();
        }
        if (skep != null) {
            skep.close();
        }
    }

    @Test
    void createsScalesUpdatesReadsAndRemovesAService() throws Exception {
        var id = docker.createServiceCmd(spec("java", 2, "one")).exec().getId();
        Eventually.equal(2L, PATIENCE, () -> running("java"));

        var created = docker.inspectServiceCmd("java").exec();
        docker.updateServiceCmd(id, spec("java", 3, "two"))
                .withVersion(created.getVersion().getIndex())
                .exec();
        Eventually.equal(3L, PATIENCE, () -> running("java"));
        Eventually.equal(true, PATIENCE, () -> output(id).contains("says two"));

        assertEquals(id, created.getId());
        assertEquals(
                List.of("java"),
                docker.listServicesCmd().exec().stream()
                        .map(service -> service.getSpec().getName())
                        .toList());
        docker.removeServiceCmd(id).exec();
        assertThrows(NotFoundException.class, () -> docker.inspectServiceCmd(id).exec());
    }

    @Test
    void seesTheClusterAndItsNode() {
        var info = docker.infoCmd().exec();
        var nodes = docker.listSwarmNodesCmd().exec();

        docker.pingCmd().exec();
        assertEquals("1.44", docker.versionCmd().exec().getApiVersion());
        assertEquals(1, nodes.size());
        assertEquals(info.getSwarm().getNodeID(), nodes.get(0).getId());
        assertTrue(nodes.get(0).getManagerStatus().isLeader());
        assertEquals("default", docker.inspectSwarmCmd().exec().getSpec().getName());
    }

    @Test
    void hearsRefusalsAsExceptions() {
        var id = docker.createServiceCmd(spec("twice", 0, "x")).exec().getId();

        assertThrows(
                ConflictException.class,
                () -> docker.createServiceCmd(spec("twice", 0, "x")).exec());
        docker.removeServiceCmd(id).exec();
    }

    private static ServiceSpec spec(String name, int replicas, String word) {
        var container =
                new ContainerSpec()
                        .withImage("process")
                        .withCommand(
                                List.of("sh", "-c", "echo says " + word + "; exec sleep 1000"));
        var mode = new ServiceReplicatedModeOptions().withReplicas(replicas);
        return new ServiceSpec()
                .withName(name)
                .withTaskTemplate(new TaskSpec().withContainerSpec(container))
                .withMode(new ServiceModeConfig().withReplicated(mode));
    }

    private long running(String service) {
        return docker.listTasksCmd().withServiceFilter(service).exec().stream()
                .filter(task -> task.getStatus().getState() == TaskState.RUNNING)
                .filter(task -> task.getDesiredState() == TaskState.RUNNING)
                .count();
    }

    private String output(String service) {
        var text = new StringBuffer();
        var reading =
                new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                    }
                };
        try (reading) {
            docker.logServiceCmd(service).withStdout(true).exec(reading);
            assertTrue(reading.awaitCompletion(30, TimeUnit.SECONDS));
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
        return text.toString();
    }
}
