package io.skep.store.engine.internal.flow;

import io.skep.model.State;
import io.skep.model.Writer;
import io.skep.seam.system.SystemSeams;
import io.skep.store.Draft;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Drafts updates that go nowhere. */
public final class Trial {

    private final Drafting drafting;

    /** With a real clock. */
    public Trial(SystemSeams seams) {
        drafting = new Drafting(seams.time(), new Ids(seams.entropy()));
    }

    /** How many bytes a body's transaction would have. */
    public int draft(Writer writer, State base, Consumer<Draft> body) {
        var result = new CompletableFuture<Boolean>();
        var request =
                new Request<>(
                        writer,
                        draft -> {
                            body.accept(draft);
                            return true;
                        },
                        result,
                        0);
        var drafted = drafting.run(request, base, "parent").drafted();
        if (drafted == null) {
            throw new IllegalStateException("nothing was drafted");
        }
        return drafted.bytes().length;
    }
}
