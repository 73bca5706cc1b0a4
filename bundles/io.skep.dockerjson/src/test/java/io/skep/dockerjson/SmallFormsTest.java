package io.skep.dockerjson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.model.spec.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times, moments and credentials. Source: docker-api-notes 1.7, 3, 6. */
class SmallFormsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T06:45:54.195667610Z,2026-11-23T06:45:54.19566761Z",
        "2026-11-23T06:45:50.000000000Z,2026-11-23T06:45:50Z",
        "2026-11-23T06:45:54.100000000Z,2026-11-23T06:45:54.1Z",
        "1970-01-01T00:00:00.000000001Z,1970-01-01T00:00:00.000000001Z",
    })
    void writesTimesAsGoDoes(String padded, String text) {
        var at = Instant.parse(padded);

        assertEquals(text, Times.text(at));
        assertEquals(padded, Times.padded(at));
    }

    @ParameterizedTest
    @CsvSource({
        "1795415142,2026-11-23T06:25:42Z",
        "1795415142.000000001,2026-11-23T06:25:42.000000001Z",
        "1795415142.5,2026-11-23T06:25:42.500Z",
        "2026-11-23T07:25:42+01:00,2026-11-23T06:25:42Z",
    })
    void readsMoments(String text, Instant at) {
        assertEquals(Optional.of(at), Moments.of("since", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1e9", "99999999999999", "T", "2026-99-99T00:00:00Z", "1.2.3"})
    void refusesWhatIsNoMoment(String text) {
        assertThrows(Unfit.class, () -> Moments.of("since", text));
    }

    @Test
    void knowsNoMomentWhenNoneIsGiven() {
        assertEquals(Optional.empty(), Moments.of("since", ""));
        assertEquals(Optional.empty(), Moments.of("since", "0"));
    }

    @Test
    void readsCredentialsInBothAlphabetsAndIgnoresOthers() {
        var auth =
                "{\"username\":\"u\",\"password\":\"\u00ff\u00fe?>\"}"
                        .getBytes(StandardCharsets.UTF_8);

        assertEquals(
                Payload.of(auth), RegistryAuth.of(Base64.getUrlEncoder().encodeToString(auth)));
        assertEquals(Payload.of(auth), RegistryAuth.of(Base64.getEncoder().encodeToString(auth)));
        assertEquals(Payload.EMPTY, RegistryAuth.of("!"));
        assertEquals(Payload.EMPTY, RegistryAuth.of("e30="));
        assertEquals(Payload.EMPTY, RegistryAuth.of(""));
        assertEquals(Payload.EMPTY, RegistryAuth.of("WzFd"));
    }
}
