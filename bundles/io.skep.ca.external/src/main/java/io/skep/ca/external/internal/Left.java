package io.skep.ca.external.internal;

import io.skep.ca.external.internal.proof.Pem;
import io.skep.ca.spi.Signers;
import io.skep.lifecycle.Handover;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What one plug leaves to the next: who signs, as text. It stays in memory. */
final class Left {

    private static final String FORMAT = "ca.signers";
    private static final int VERSION = 1;
    private static final String BREAK = "\n\n";
    private static final int ROOT = 0;
    private static final int KEY = 1;
    private static final int CHAIN = 2;
    private static final int URLS = 3;

    private Left() {}

    static Handover handover(Signers signers) {
        var text =
                String.join(
                        BREAK,
                        signers.root().strip(),
                        Pem.of(signers.key()).strip(),
                        Pem.of(signers.chain()).strip(),
                        String.join("\n", signers.urls()));
        return new Handover(FORMAT, VERSION, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Absent when it is from a plug of another kind. */
    static Optional<Signers> signers(Handover handover) {
        if (!handover.format().equals(FORMAT) || handover.version() != VERSION) {
            return Optional.empty();
        }
        var parts = new String(handover.bytes(), StandardCharsets.UTF_8).split(BREAK, -1);
        List<String> urls =
                parts[URLS].isEmpty() ? List.of() : Arrays.asList(parts[URLS].split("\n", -1));
        var chain = Pem.certificates(parts[CHAIN]);
        return Optional.of(
                new Signers(parts[ROOT] + "\n", urls, Pem.key(parts[KEY], chain.get(0)), chain));
    }
}
