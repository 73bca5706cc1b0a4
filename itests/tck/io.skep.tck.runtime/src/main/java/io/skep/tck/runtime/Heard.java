package io.skep.tck.runtime;

import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A sink that remembers what it was told. */
public final class Heard implements RuntimeSink {

    /** A change. */
    public record Change(Handle handle, Observed observed) {}

    /** Whether the runtime answers. */
    public record Reachable(boolean answers, String why) {}

    private final Duration patience;
    private final List<Object> all = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Change> changes = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Reachable> reachable = new LinkedBlockingQueue<>();

    /** A sink that has heard nothing; its readers wait that long at most. */
    public Heard(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void changed(Handle handle, Observed observed) {
        var change = new Change(handle, observed);
        all.add(change);
        changes.add(change);
    }

    @Override
    public void reachable(boolean answers, String why) {
        var said = new Reachable(answers, why);
        all.add(said);
        reachable.add(said);
    }

    /** How many calls there were. */
    public int calls() {
        return all.size();
    }

    /** The next change of this container that fits; those before it are forgotten. */
    public Observed next(Handle handle, Predicate<Observed> fits) throws InterruptedException {
        var change = changes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        while (change != null) {
            if (change.handle().equals(handle) && fits.test(change.observed())) {
                return change.observed();
            }
            change = changes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("the sink did not hear of " + handle + " in time: " + all);
    }

    /** The next word on whether the runtime answers. */
    public Reachable nextReachable() throws InterruptedException {
        var said = reachable.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (said == null) {
            throw new AssertionError("the sink did not hear whether the runtime answers: " + all);
        }
        return said;
    }
}
