package io.skep.transport.engine.internal.mesh;

import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Role;
import io.skep.transport.TalkException;
import io.skep.transport.TalkException.Reason;
import io.skep.transport.Trust;
import io.skep.transport.engine.internal.question.Questions;
import io.skep.transport.engine.internal.question.Questions.Single;
import io.skep.transport.spi.Carrier;
import io.skep.transport.spi.Line;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks whoever listens at an address, without showing anything. Belongs to the mesh's loop. */
public final class Doorstep {

    private final Loop loop;
    private final Mesh mesh;
    private @Nullable Carrier carrier;

    /** Asks on lines that the mesh ties. */
    public Doorstep(Loop loop, Mesh mesh) {
        this.loop = loop;
        this.mesh = mesh;
    }

    /** A plug carries from now on; none when absent. */
    public void carry(@Nullable Carrier next) {
        carrier = next;
    }

    /** Asks once. Safe for use by any thread. */
    public CompletionStage<byte[]> ask(String address, Trust trust, Single single) {
        var answer = new CompletableFuture<byte[]>();
        loop.execute(() -> dial(address, trust, single, answer));
        return answer;
    }

    private void dial(
            String address, Trust trust, Single single, CompletableFuture<byte[]> answer) {
        var plug = carrier;
        if (plug == null) {
            fail(answer, "nobody carries frames now");
            return;
        }
        var late =
                loop.schedule(single.patience(), () -> fail(answer, address + " does not answer"));
        plug.dial(address, Carrier.As.STRANGER)
                .whenComplete(
                        (line, failure) ->
                                loop.execute(
                                        () -> {
                                            late.cancel();
                                            if (line == null) {
                                                fail(answer, words(address, failure));
                                            } else {
                                                knock(line, trust, single, answer);
                                            }
                                        }));
    }

    private static String words(String address, @Nullable Throwable failure) {
        return address + ": " + (failure == null ? "nobody" : failure.getMessage());
    }

    private void knock(Line line, Trust trust, Single single, CompletableFuture<byte[]> answer) {
        answer.whenComplete((bytes, failure) -> line.close("answered"));
        if (answer.isDone() || !trust.accepts(line.chain())) {
            fail(answer, line.address() + " is not trusted");
            return;
        }
        var tie = mesh.toStranger(line);
        Questions.once(
                loop,
                (kind, sink) -> {
                    var strand = new Strand(loop, loop, new Caller(null, Role.STRANGER));
                    strand.hears(sink);
                    tie.open(strand, kind);
                    return strand;
                },
                single,
                answer);
    }

    private static void fail(CompletableFuture<byte[]> answer, String why) {
        answer.completeExceptionally(new TalkException(Reason.UNREACHABLE, why));
    }
}
