package io.skep.consensus.ratis.internal.wire;

import io.skep.consensus.ConsensusSink;
import io.skep.seam.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Over the way the host lends: a message is the number of its verb in one byte, then Ratis' own
 * bytes. Answers are made on a loop of their own, because Ratis' locks and disk are waited for.
 */
public final class HostWire implements Wire {

    /** Longer than an election, so that a message that is lost does not hold one up for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Verb[] VERBS = Verb.values();

    private final ConsensusSink host;
    private final Loop loop;
    // who answers; set and cleared by Ratis' threads, read by the host's
    private final AtomicReference<Optional<Service>> service =
            new AtomicReference<>(Optional.empty());

    /** Through this host; answers on this loop. */
    public HostWire(ConsensusSink host, Loop loop) {
        this.host = host;
        this.loop = loop;
    }

    @Override
    public boolean reachesOthers() {
        return true;
    }

    @Override
    public CompletionStage<byte[]> call(String member, Verb verb, byte[] request) {
        var message = new byte[request.length + 1];
        message[0] = (byte) verb.ordinal();
        System.arraycopy(request, 0, message, 1, request.length);
        return host.ask(member, message, PATIENCE);
    }

    @Override
    public CompletionStage<byte[]> answer(byte[] message) {
        var verb = message.length == 0 ? VERBS.length : message[0];
        if (verb < 0 || verb >= VERBS.length) {
            return CompletableFuture.failedFuture(new IOException("no message of a member"));
        }
        if (service.get().isEmpty()) { // its loop may be over: nobody would answer there
            return silent();
        }
        var request = Arrays.copyOfRange(message, 1, message.length);
        return CompletableFuture.completedFuture(VERBS[verb])
                .thenComposeAsync(asked -> answered(asked, request), loop::execute);
    }

    private CompletionStage<byte[]> answered(Verb verb, byte[] request) {
        return service.get().map(now -> now.answer(verb, request)).orElseGet(HostWire::silent);
    }

    private static CompletionStage<byte[]> silent() {
        return CompletableFuture.failedFuture(new IOException("this member does not work now"));
    }

    @Override
    public void serve(Service answerer) {
        service.set(Optional.of(answerer));
    }

    @Override
    public void end() {
        service.set(Optional.empty());
    }

    @Override
    public void close() {
        loop.close();
    }
}
