package io.skep.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was overheard on a connection is read as far as it goes. */
class ExchangeTest {

    private static final String PING = "GET /_ping HTTP/1.1\r\nHost: skep\r\n\r\n";
    private static final String EVENTS = "GET /events HTTP/1.1\r\nHost: skep\r\n\r\n";
    private static final String OK =
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nOK";
    private static final String HALF_A_STREAM =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n";

    @Test
    void aStreamThatHasNotEndedIsLeftOut() {
        var talk = new Tee.Talk(bytes(PING + EVENTS), bytes(OK + HALF_A_STREAM));

        var exchanges = Exchange.of(talk);

        assertEquals(List.of(new Exchange("GET", "/_ping", 200, "text/plain", "OK")), exchanges);
    }

    @Test
    void aQuestionThatWasCutOffIsLeftOut() {
        var half = "POST /services/create HTTP/1.1\r\nContent-Length: 9\r\n\r\n{";
        var talk = new Tee.Talk(bytes(PING + half), bytes(OK));

        var exchanges = Exchange.of(talk);

        assertEquals(List.of(new Exchange("GET", "/_ping", 200, "text/plain", "OK")), exchanges);
    }

    private static ByteArrayOutputStream bytes(String text) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return bytes;
    }
}
