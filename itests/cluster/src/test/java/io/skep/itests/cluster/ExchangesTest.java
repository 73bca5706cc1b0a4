package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skep.itests.hosts.DockerSwarm;
import io.skep.itests.hosts.Host;
import io.skep.itests.hosts.Site;
import io.skep.itests.hosts.Swarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The same requests to Docker's own swarm and to ours, and every field of the answers compared. The
 * differences there may be are rows of {@code differences.txt}, which are in the documentation too.
 */
class ExchangesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VERSION = Pattern.compile("version=\\{([^}]*)}");
    private static final Path DOCUMENT = Path.of("../../docs/docker-compatibility.md");

    @Test
    void answersAsDockersOwnSwarmDoesButForTheListedDifferences() throws IOException {
        if ("true".equals(System.getenv("CI"))) {
            assertEquals("", Site.missing());
        }
        assumeTrue(Site.missing().isEmpty(), Site::missing);
        var listed = lines("differences.txt").stream().map(Row::of).toList();
        var unlisted = new ArrayList<String>();

        try (var site = Site.open()) {
            var hosts = site.boot(List.of("theirs", "ours"));
            try (var theirs = swarm(hosts.get(0), new DockerSwarm());
                    var ours = swarm(hosts.get(1), new SkepSwarm())) {
                for (var line : lines("exchanges.txt")) {
                    Comparison.of(answer(theirs, line), answer(ours, line)).stream()
                            .filter(each -> listed.stream().noneMatch(row -> row.is(line, each)))
                            .forEach(each -> unlisted.add(line + "\n    " + each));
                }
            }
        }

        assertEquals("", String.join("\n", unlisted));
    }

    /** A swarm of one host. */
    private static Api swarm(Host host, Swarm swarm) throws IOException {
        swarm.start(host);
        swarm.docker(host, "swarm", "init", "--advertise-addr", host.address()).good();
        return Api.to(host.seenFromOutside(swarm.server().substring("unix://".length())));
    }

    @Test
    void listsEveryDifferenceInTheDocumentation() throws IOException {
        var document = Files.readString(DOCUMENT);

        var missing = lines("differences.txt").stream().filter(row -> !document.contains(row));

        assertEquals(List.of(), missing.toList());
    }

    /**
     * A difference there may be, as a row of a table: {@code | request | field | why |}.
     *
     * @param request how the request's line begins; empty for any
     * @param field the end of a field's path, or of one above it
     */
    private record Row(String request, String field) {

        private static Row of(String line) {
            var cells = line.split("\\|");
            return new Row(code(cells[1]), code(cells[2]));
        }

        private static String code(String cell) {
            var text = cell.replace("`", "").strip();
            return text.equals("any") ? "" : text;
        }

        private boolean is(String line, Comparison.Difference difference) {
            var path = difference.path().replace("[]", "") + ".";
            return line.startsWith(request) && path.contains(field.replace("[]", "") + ".");
        }
    }

    private static JsonNode answer(Api swarm, String line) {
        try {
            var words = line.split(" ", 3);
            return switch (words[0]) {
                case "RUNNING", "COMPLETE" -> await(swarm, words);
                default -> ask(swarm, words[0], words[1], words.length > 2 ? words[2] : "");
            };
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Status and body as one object. */
    private static ObjectNode ask(Api swarm, String method, String path, String body)
            throws IOException {
        var target = path.startsWith("//") ? path.substring(1) : "/v1.41" + path;
        var answer = swarm.ask(method, escaped(versioned(swarm, noded(swarm, target))), body);
        var both = JsonNodeFactory.instance.objectNode().put("status", answer.status());
        return answer.body().isBlank() ? both : both.set("body", JSON.readTree(answer.body()));
    }

    private static String noded(Api swarm, String path) throws IOException {
        return path.contains("{node}")
                ? path.replace("{node}", ask(swarm, "GET", "/nodes", "").at("/body/0/ID").asText())
                : path;
    }

    private static String versioned(Api swarm, String path) throws IOException {
        var matcher = VERSION.matcher(path);
        if (!matcher.find()) {
            return path;
        }
        var index = ask(swarm, "GET", matcher.group(1), "").at("/body/Version/Index").asText();
        return matcher.replaceFirst("version=" + index);
    }

    private static String escaped(String path) {
        int at = path.indexOf("filters=");
        if (at < 0) {
            return path;
        }
        var filters = path.substring(at + "filters=".length());
        return path.substring(0, at)
                + "filters="
                + URLEncoder.encode(filters, StandardCharsets.UTF_8);
    }

    /** Waits until so many tasks of a service are in a state and no task is on its way. */
    private static JsonNode await(Api swarm, String[] words) throws IOException {
        var state = words[0].toLowerCase(Locale.ROOT);
        var path = "/tasks?filters={\"service\":[\"" + words[1] + "\"]}";
        var wanted = Collections.nCopies(Integer.parseInt(words[2]), state);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var seen = states(ask(swarm, "GET", path, "").path("body"));
        while (!seen.equals(wanted) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            seen = states(ask(swarm, "GET", path, "").path("body"));
        }
        return JsonNodeFactory.instance.objectNode().put("states", seen.toString());
    }

    /** Of tasks that are wanted. */
    private static List<String> states(JsonNode tasks) {
        var states = new ArrayList<String>();
        for (var task : tasks) {
            var status = task.path("Status");
            if (List.of("ready", "running", "complete")
                    .contains(task.path("DesiredState").asText())) {
                states.add(
                        (status.path("State").asText() + " " + status.path("Err").asText())
                                .strip());
            }
        }
        return states;
    }

    private static List<String> lines(String name) throws IOException {
        try (var file = ExchangesTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
