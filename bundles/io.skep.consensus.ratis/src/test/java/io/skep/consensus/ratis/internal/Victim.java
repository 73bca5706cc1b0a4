package io.skep.consensus.ratis.internal;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugContext;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.tck.consensus.KitHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A process that says what it has, and then goes on proposing numbers and saying which of them were
 * acknowledged, until it is killed.
 */
final class Victim {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int AT_ONCE = 16;
    private static final int NUMBERS_PER_SNAPSHOT = 150;

    private final Loop loop;
    private final Consensus plug;
    private final KitHost host = new KitHost(PATIENCE);

    private Victim(Path directory) {
        var seams = new SystemSeams(directory.resolve("node"), 4);
        loop = seams.loop("host");
        var context =
                new PlugContext<ConsensusSink>(
                        loop,
                        seams,
                        host,
                        directory.resolve("consensus"),
                        Map.of(Consensus.MEMBER_ID, "m1"));
        plug = new RatisConsensusProvider().open(context);
    }

    public static void main(String[] arguments) throws Exception {
        var victim = new Victim(Path.of(arguments[0]));
        victim.sayWhatItHas();
        if (arguments.length > 1) {
            victim.proposeFrom(Integer.parseInt(arguments[1]));
        }
        victim.tell(victim.plug::close).join();
    }

    private void sayWhatItHas() throws Exception {
        tell(() -> plug.activate(1, Optional.empty())).join();
        if (!host.waits(host::leads)) {
            throw new IllegalStateException("does not lead");
        }
        say("have " + String.join(" ", host.texts()));
    }

    private void proposeFrom(int first) throws InterruptedException {
        var free = new Semaphore(AT_ONCE);
        for (int number = first; ; number++) {
            free.acquire();
            var text = Integer.toString(number);
            var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            tell(() -> plug.propose(bytes, PATIENCE))
                    .whenComplete(
                            (index, failure) -> {
                                free.release();
                                say(failure == null ? "acked " + text : "failed " + failure);
                            });
            if (number % NUMBERS_PER_SNAPSHOT == 0) {
                tell(plug::compact);
            }
        }
    }

    private <T> CompletableFuture<T> tell(Supplier<CompletionStage<T>> verb) {
        return CompletableFuture.supplyAsync(verb, loop::execute).thenCompose(stage -> stage);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
