package io.skep.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Runs a service with replicas on a node and shows it converge and answer: {@code Demo SOCKET
 * DOCKER_HOST RUNTIME WORK_DIR JAR}.
 */
final class Demo {

    private static final int REPLICAS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern RUNNING = Pattern.compile("\"State\":\"running\"");
    private static final Pattern PORT =
            Pattern.compile("\"PortStatus\":\\{\"Ports\":\\[\\{[^}]*\"PublishedPort\":(\\d+)");

    private final Api node;

    private Demo(Api node) {
        this.node = node;
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        var demo = new Demo(new Api(words[0]));
        var engine = new Api(words[1]);
        var jar = Path.of(words[4]);
        boolean containers = !words[2].equals("process") && engine.answers();
        var image = "file:" + jar;
        if (containers) {
            say("A Docker Engine answers at " + words[1] + ": making an image for it.");
            new HelloImage(Path.of(words[3]), jar).give(engine);
            image = HelloImage.NAME + ":" + HelloImage.TAG;
        } else {
            say("No Docker Engine in use: replicas will be processes of this machine.");
        }
        System.exit(demo.run(image));
    }

    private int run(String image) throws IOException, InterruptedException {
        node.ask("DELETE", "/services/hello", "");
        say("Creating service hello with " + REPLICAS + " replicas of " + image + ".");
        var created = node.ask("POST", "/services/create", spec(image));
        if (!created.good()) {
            say("The node refused it: " + created.body());
            return 1;
        }
        if (!converged()) {
            say(
                    "It did not converge within "
                            + PATIENCE.toSeconds()
                            + " s. Its tasks:\n"
                            + tasks());
            return 1;
        }
        return answered() ? 0 : 1;
    }

    private static String spec(String image) {
        return """
            {"Name":"hello","TaskTemplate":{"ContainerSpec":{"Image":"%s",\
            "Env":["REPLICA={{.Task.Name}}"]},"RestartPolicy":{"Delay":1000000000}},\
            "Mode":{"Replicated":{"Replicas":%d}},\
            "EndpointSpec":{"Ports":[{"TargetPort":8080,"PublishMode":"host"}]}}"""
                .formatted(image, REPLICAS);
    }

    private boolean converged() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long shown = -1;
        while (System.nanoTime() < deadline) {
            long running = RUNNING.matcher(tasks()).results().count();
            if (running != shown) {
                say("  " + running + "/" + REPLICAS + " running");
                shown = running;
            }
            if (running == REPLICAS) {
                return true;
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return false;
    }

    private boolean answered() throws IOException, InterruptedException {
        var ports = ports();
        say("Asking each replica at its port:");
        for (var port : ports) {
            say("  http://127.0.0.1:" + port + "  ->  " + answer(port));
        }
        return ports.size() == REPLICAS;
    }

    private List<String> ports() throws IOException {
        return PORT.matcher(tasks()).results().map((MatchResult port) -> port.group(1)).toList();
    }

    /** A replica runs before it listens, so a refused connection is asked again for a while. */
    private static String answer(String port) throws IOException, InterruptedException {
        var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        var question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
        for (int tries = 0; ; tries++) {
            try {
                return client.send(question, HttpResponse.BodyHandlers.ofString()).body().strip();
            } catch (IOException notYet) {
                if (tries == 100) {
                    throw notYet;
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    private String tasks() throws IOException {
        var filters =
                "%7B%22service%22%3A%5B%22hello%22%5D%2C%22desired-state%22%3A%5B%22running%22%5D%7D";
        return node.ask("GET", "/tasks?filters=" + filters, "").body();
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
