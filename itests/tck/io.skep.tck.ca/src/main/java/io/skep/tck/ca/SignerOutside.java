package io.skep.tck.ca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.skep.ca.spi.RootKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A company's signer: cfssl's way of signing over HTTPS, to managers who show a certificate of a
 * root that it was told to trust. Source: swarmkit:ca/testutils/externalutils.go.
 */
public final class SignerOutside implements AutoCloseable {

    /** How it answers. */
    public enum Mood {
        /** As it should. */
        WELL,
        /** With an error of the server. */
        BROKEN,
        /** With an error in its own words. */
        UNWILLING,
        /** With what is no JSON. */
        CONFUSED,
        /** With a certificate for whoever the request names. */
        CARELESS,
        /** With a certificate that may sign others. */
        GENEROUS,
        /** With a certificate that another root signed. */
        STRANGE,
        /** With a redirection to somewhere else. */
        ELSEWHERE
    }

    private static final Logger log = LoggerFactory.getLogger(SignerOutside.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v1/cfssl/sign";
    private static final int THREADS = 4;
    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final int BROKEN = 500;

    private final RootKey root;
    private final Pen pen;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<X509Certificate> trusted = new CopyOnWriteArrayList<>();
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private final List<JsonNode> letters = new CopyOnWriteArrayList<>();
    private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.WELL);

    /** Signs with a root, by a clock, on a free port of the loopback. */
    public SignerOutside(RootKey root, Supplier<Instant> clock) throws Exception {
        this.root = root;
        this.pen = new Pen(root, clock);
        trusted.add(Roots.certificate(root));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(configurator(clock));
        server.setExecutor(threads);
        server.createContext(PATH, this::serve);
        server.start();
    }

    private HttpsConfigurator configurator(Supplier<Instant> clock) throws Exception {
        var context = Tls.context(pen, clock, trusted);
        return new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        };
    }

    /** Where it signs. */
    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** What it signs with. */
    public RootKey root() {
        return root;
    }

    /** Believes who shows a certificate of another root, too. */
    public void trust(X509Certificate other) {
        trusted.add(other);
    }

    /** Answers so from now on. */
    public void mood(Mood next) {
        mood.set(next);
    }

    /** The subjects of those who asked, in order. */
    public List<String> callers() {
        return List.copyOf(callers);
    }

    /** What was asked, in order. */
    public List<JsonNode> letters() {
        return List.copyOf(letters);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var letter = JSON.readTree(exchange.getRequestBody().readAllBytes());
            letters.add(letter);
            var shown = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
            var caller = (X509Certificate) shown;
            callers.add(caller.getSubjectX500Principal().getName());
            answer(exchange, letter, caller);
        } catch (Exception failure) {
            log.info("signer: {}", "" + failure);
            throw new IOException(failure);
        }
    }

    private void answer(HttpExchange exchange, JsonNode letter, X509Certificate caller)
            throws Exception {
        switch (mood.get()) {
            case BROKEN -> reply(exchange, BROKEN, "out of ink");
            case CONFUSED -> reply(exchange, OK, "certainly");
            case UNWILLING -> reply(exchange, OK, refusal("not today"));
            case ELSEWHERE -> {
                exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
                reply(exchange, FOUND, "");
            }
            case WELL, CARELESS, GENEROUS, STRANGE -> reply(exchange, OK, willing(letter, caller));
        }
    }

    private String willing(JsonNode letter, X509Certificate caller) throws Exception {
        var name = caller.getSubjectX500Principal().getName();
        var organisation = letter.path("subject").path("names").path(0).path("O").asText();
        boolean root = letter.path("profile").asText().equals("CA");
        if (!name.contains("OU=swarm-manager")) {
            return refusal("client certificate OU must be \"swarm-manager\"");
        } else if (!root && !name.contains("O=" + organisation)) {
            return refusal("sign request subject org does not match client certificate org");
        }
        var certificate = Roots.written(pen.sign(letter, mood.get()));
        return JSON.writeValueAsString(
                Map.of(
                        "success", true,
                        "result", Map.of("certificate", certificate),
                        "errors", List.of(),
                        "messages", List.of()));
    }

    private static String refusal(String why) throws IOException {
        var error = Map.of("code", 1000, "message", why);
        return JSON.writeValueAsString(
                Map.of("success", false, "result", Map.of(), "errors", List.of(error)));
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
