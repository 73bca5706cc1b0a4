package io.skep.ca.engine.internal;

import io.skep.ca.Credential;
import io.skep.itests.sim.SimKernel;
import io.skep.transport.Answerer;
import io.skep.transport.Caller;
import io.skep.transport.Role;
import io.skep.transport.Talk;
import io.skep.transport.TalkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The network: carries questions, checks callers as the real transport does. */
final class Wire {

    /** A question as it was carried, for who listens. */
    record Heard(String to, String kind, byte[] question) {}

    final List<Heard> heard = new ArrayList<>();
    final SimKernel kernel;
    private final SortedMap<String, SimTransport> ends = new TreeMap<>();

    Wire(SimKernel kernel) {
        this.kernel = kernel;
    }

    void plug(String address, SimTransport end) {
        ends.put(address, end);
    }

    void unplug(String address) {
        ends.remove(address);
    }

    @Nullable SimTransport at(String address) {
        return ends.get(address);
    }

    List<SimTransport> ends() {
        return List.copyOf(ends.values());
    }

    CompletionStage<byte[]> carry(
            Caller caller, @Nullable SimTransport to, String kind, byte[] question) {
        var done = new CompletableFuture<byte[]>();
        kernel.after(
                kernel.between(Duration.ofMillis(1), Duration.ofMillis(5)),
                () -> arrive(done, caller, to, kind, question));
        return done;
    }

    private void arrive(
            CompletableFuture<byte[]> done,
            Caller caller,
            @Nullable SimTransport to,
            String kind,
            byte[] question) {
        if (to == null) {
            done.completeExceptionally(
                    new TalkException(TalkException.Reason.UNREACHABLE, "connection refused"));
            return;
        }
        heard.add(new Heard(to.address(), kind, question));
        var serving = to.serving(kind);
        if (serving == null || !Talk.mayBegin(kind, caller.role()) || !to.admits(caller)) {
            done.completeExceptionally(
                    new TalkException(TalkException.Reason.REFUSED, kind + " is not served"));
            return;
        }
        serving.loop().execute(() -> answer(done, serving.answerer(), caller, question));
    }

    private static void answer(
            CompletableFuture<byte[]> done, Answerer answerer, Caller caller, byte[] question) {
        answerer.answer(caller, question)
                .whenComplete(
                        (bytes, failure) -> {
                            if (failure == null) {
                                done.complete(bytes);
                            } else {
                                done.completeExceptionally(failed(failure));
                            }
                        });
    }

    private static TalkException failed(Throwable failure) {
        var at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return new TalkException(TalkException.Reason.FAILED, "" + at.getMessage());
    }

    static Role role(Credential credential) {
        return Role.valueOf(credential.role().name());
    }
}
