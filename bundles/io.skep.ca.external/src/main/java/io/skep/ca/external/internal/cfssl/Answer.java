package io.skep.ca.external.internal.cfssl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** What a signer says. Source: swarmkit:ca/external.go, makeExternalSignRequest. */
final class Answer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int SHOWN = 200;

    private Answer() {}

    /** The certificate in an answer, PEM. */
    static String certificate(int status, byte[] body) {
        if (status != OK) {
            throw unavailable("unexpected status code in CSR response: " + status);
        }
        var answer = read(body);
        if (!answer.path("success").asBoolean() || !answer.path("result").isObject()) {
            throw new IssueException(Reason.REFUSED, words(answer.path("errors")));
        }
        var certificate = answer.path("result").path("certificate");
        if (!certificate.isTextual()) {
            throw unavailable("invalid result certificate field type");
        }
        return certificate.asText();
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException malformed) {
            throw unavailable("unable to parse JSON response");
        }
    }

    private static String words(JsonNode errors) {
        if (errors.isEmpty()) {
            return "certificate signing request failed";
        }
        var all = new StringJoiner(" ", "response errors: [", "]");
        for (var error : errors) {
            all.add("{" + error.path("code").asText() + " " + error.path("message").asText() + "}");
        }
        var text = all.toString();
        return text.substring(0, Math.min(text.length(), SHOWN));
    }

    private static IssueException unavailable(String why) {
        return new IssueException(Reason.UNAVAILABLE, why);
    }
}
