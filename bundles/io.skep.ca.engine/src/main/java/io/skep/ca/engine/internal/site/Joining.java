package io.skep.ca.engine.internal.site;

import io.skep.ca.CaException;
import io.skep.ca.engine.internal.identity.Applicant;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.ca.engine.internal.wire.Refusal;
import io.skep.model.spec.Availability;
import io.skep.seam.Loop;
import io.skep.transport.TalkException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Asks one manager after the other, a few rounds long, until one answers. What a manager decided is
 * final. Used on the site's loop.
 */
final class Joining {

    private static final int ROUNDS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * What a node joins with.
     *
     * @param managers host:port each
     * @param request PKCS#10, DER
     */
    record Wish(List<String> managers, String token, Availability availability, byte[] request) {}

    private final Applicant applicant;
    private final Loop loop;
    private final Wish wish;
    private final CompletableFuture<Issued> done = new CompletableFuture<>();

    Joining(Applicant applicant, Loop loop, Wish wish) {
        this.applicant = applicant;
        this.loop = loop;
        this.wish = wish;
    }

    CompletionStage<Issued> begin() {
        turn(0);
        return done;
    }

    private void turn(int number) {
        var address = wish.managers().get(number % wish.managers().size());
        loop.on(ask(address))
                .whenComplete(
                        (issued, failure) -> {
                            if (failure == null) {
                                done.complete(issued);
                            } else {
                                failed(number, address, cause(failure));
                            }
                        });
    }

    /** What the joiner trusts is what its token vouches for, whatever the answer says. */
    private CompletionStage<Issued> ask(String address) {
        return applicant
                .roots(address, wish.token())
                .thenCompose(
                        roots ->
                                applicant
                                        .ask(address, roots, asking())
                                        .thenApply(
                                                issued ->
                                                        new Issued(
                                                                issued.chain(),
                                                                roots,
                                                                issued.managers())))
                .thenApply(applicant::checked);
    }

    private Asking asking() {
        return Asking.join(wish.request(), wish.token(), wish.availability());
    }

    private void failed(int number, String address, Throwable why) {
        int next = number + 1;
        if (decided(why)) {
            done.completeExceptionally(new CaException("" + why.getMessage()));
        } else if (next >= ROUNDS * wish.managers().size()) {
            done.completeExceptionally(
                    new CaException("could not join through " + address + ": " + why.getMessage()));
        } else if (next % wish.managers().size() == 0) {
            loop.schedule(PAUSE, () -> turn(next));
        } else {
            turn(next);
        }
    }

    /** Whether another manager would say the same. */
    private static boolean decided(Throwable why) {
        return why instanceof CaException
                || why instanceof TalkException talk
                        && talk.reason() == TalkException.Reason.FAILED
                        && Refusal.isFinal(talk.getMessage());
    }

    static Throwable cause(Throwable failure) {
        var at = failure;
        while (at instanceof CompletionException && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }
}
