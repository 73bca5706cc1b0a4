package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.engine.TestEngine;
import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A compose file and the docker command. Source: swarm-behaviour ST-1 to ST-12. */
class StackTest {

    private static final String COMPOSE =
            """
            version: "3.8"
            services:
              web:
                image: IMAGE
                command: sh -c 'cat /run/secrets/key /page; echo; exec sleep 100000'
                networks: [outside]
                environment:
                  WHO: ${WHO:-nobody}
                secrets: [key]
                configs:
                  - source: page
                    target: /page
                deploy:
                  replicas: 2
                  labels: {tier: front}
                  update_config: {parallelism: 2, order: start-first, monitor: 1s}
                  restart_policy: {condition: any, delay: 500ms}
              every:
                image: IMAGE
                command: sleep 100000
                networks: [outside]
                stop_grace_period: 1s
                deploy:
                  mode: global
                  placement: {constraints: [node.role == worker]}
            networks:
              outside: {external: true, name: host}
            secrets:
              key: {file: ./key}
            configs:
              page: {file: ./page}
            """
                    .replace("IMAGE", TestEngine.IMAGE);

    private Cluster cluster;
    private Host manager;
    @TempDir private Path directory;

    @BeforeEach
    void form() throws IOException {
        cluster = Cluster.shared();
        manager = cluster.leader();
        Files.writeString(directory.resolve("key"), "s3cret");
        Files.writeString(directory.resolve("page"), "hello");
        Files.writeString(directory.resolve("stack.yml"), COMPOSE);
    }

    @AfterEach
    void remove() {
        cluster.docker(manager, "stack", "rm", "demo");
        Eventually.equal(List.of(), Cluster.PATIENCE, this::containers);
    }

    @Test
    void ST_2_isDeployedShownDeployedAgainChangedPrunedAndRemoved() throws IOException {
        deploy();
        running(4);
        var first = containers();

        assertEquals("demo 2", stack("ls", "--format", "{{.Name}} {{.Services}}"));
        assertEquals(
                "demo_every global 2/2\ndemo_web replicated 2/2",
                sorted(stack("services", "--format", "{{.Name}} {{.Mode}} {{.Replicas}}", "demo")));
        assertEquals(4, stack("ps", "-q", "demo").lines().count());
        Eventually.equal("s3crethello", Cluster.PATIENCE, this::logs);

        deploy();
        running(4);
        assertEquals(first, containers(), "a second deployment restarts nothing");

        Files.writeString(
                directory.resolve("stack.yml"),
                COMPOSE.replace("${WHO:-nobody}", "somebody")
                        .replaceAll("(?s)  every:.*?\nnet", "net"));
        deploy("--prune");
        running(2);
        assertEquals("demo_web", stack("services", "--format", "{{.Name}}", "demo"));
        Eventually.holds(
                "all are new",
                Cluster.PATIENCE,
                this::containers,
                now -> now.size() == 2 && now.stream().noneMatch(first::contains));

        Files.writeString(directory.resolve("key"), "other");
        assertTrue(
                cluster.docker(manager, deployment().toArray(String[]::new))
                        .bad()
                        .contains("only updates to Labels are allowed"));

        stack("rm", "demo");
        Eventually.equal(List.of(), Cluster.PATIENCE, this::containers);
        for (var kind : List.of("service", "secret", "config")) {
            assertEquals("", cluster.docker(manager, kind, "ls", "-q").good(), kind);
        }
    }

    private List<String> deployment(String... options) {
        var words = new ArrayList<>(List.of("stack", "deploy", "--resolve-image", "never", "-c"));
        words.add(directory.resolve("stack.yml").toString());
        words.addAll(List.of(options));
        words.add("demo");
        return words;
    }

    private void deploy(String... options) {
        cluster.docker(manager, deployment(options).toArray(String[]::new)).good();
    }

    private String stack(String... words) {
        var all = new ArrayList<>(List.of("stack"));
        all.addAll(List.of(words));
        return cluster.docker(manager, all.toArray(String[]::new)).good();
    }

    /** Nothing is an error while no task is there yet. */
    private String states(String... words) {
        var all = new ArrayList<>(List.of("stack"));
        all.addAll(List.of(words));
        return cluster.docker(manager, all.toArray(String[]::new)).output().strip();
    }

    private String logs() {
        var web = cluster.docker(manager, "service", "logs", "--raw", "demo_web").good();
        return web.substring(0, Math.min(web.length(), "s3crethello".length()));
    }

    private void running(int count) {
        Eventually.holds(
                count + " tasks of the stack run",
                Cluster.PATIENCE,
                () ->
                        states(
                                "ps",
                                "--filter",
                                "desired-state=running",
                                "--format",
                                "{{.CurrentState}}",
                                "demo"),
                states ->
                        states.lines().count() == count
                                && states.lines().allMatch(state -> state.startsWith("Running")));
    }

    /** The ids of the stack's containers that run, on all hosts, sorted. */
    private List<String> containers() {
        var ids = new ArrayList<String>();
        for (var host : cluster.hosts()) {
            host.docker(
                            Host.ENGINE,
                            "ps",
                            "-q",
                            "--filter",
                            "label=com.docker.stack.namespace=demo")
                    .good()
                    .lines()
                    .forEach(ids::add);
        }
        return ids.stream().sorted().toList();
    }

    private static String sorted(String lines) {
        return String.join("\n", lines.lines().sorted().toList());
    }
}
