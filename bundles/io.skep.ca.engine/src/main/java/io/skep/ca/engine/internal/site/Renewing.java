package io.skep.ca.engine.internal.site;

import io.skep.ca.CaException;
import io.skep.ca.Credential;
import io.skep.ca.engine.internal.identity.Applicant;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.seam.Loop;
import io.skep.transport.ManagerAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One attempt to renew: over a connection that proves who asks, then as a stranger who shows the
 * old key to one manager after the other. The second way is there for nodes whose certificate has
 * expired or says more than their role. Used on the site's loop.
 */
final class Renewing {

    private final Applicant applicant;
    private final Loop loop;
    private final List<ManagerAddress> managers;

    Renewing(Applicant applicant, Loop loop, List<ManagerAddress> managers) {
        this.applicant = applicant;
        this.loop = loop;
        this.managers = List.copyOf(managers);
    }

    CompletionStage<Issued> begin(
            byte[] request, Credential old, Supplier<CompletionStage<Issued>> direct) {
        var asking = Applicant.proven(request, old);
        var anchors = Pem.of(old.anchors());
        var answer = new CompletableFuture<Issued>();
        attempt(direct, answer, () -> next(0, answer, at -> applicant.ask(at, anchors, asking)));
        return answer.thenApply(applicant::checked);
    }

    private void next(int number, CompletableFuture<Issued> answer, Ask ask) {
        if (number >= managers.size()) {
            answer.completeExceptionally(new CaException("no manager gave a certificate"));
            return;
        }
        var address = managers.get(number).address();
        attempt(() -> ask.at(address), answer, () -> next(number + 1, answer, ask));
    }

    private void attempt(
            Supplier<CompletionStage<Issued>> ask,
            CompletableFuture<Issued> answer,
            Runnable otherwise) {
        loop.on(ask.get())
                .whenComplete(
                        (issued, failure) -> {
                            if (failure == null) {
                                answer.complete(issued);
                            } else {
                                otherwise.run();
                            }
                        });
    }

    /** Asks at an address. */
    private interface Ask {
        CompletionStage<Issued> at(String address);
    }
}
