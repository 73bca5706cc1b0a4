package io.skep.ca.engine.internal.identity;

import io.skep.ca.Credential;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What this node shows now, and who wants to know. Safe for use by any thread. */
public final class Wallet {

    // written by the site, read by everybody
    private final AtomicReference<Optional<Credential>> current =
            new AtomicReference<>(Optional.empty());
    // added and removed by any thread, told by the site
    private final List<Watching> watching = new CopyOnWriteArrayList<>();

    private record Watching(Loop loop, Consumer<Optional<Credential>> changed) {}

    /** What the node shows. */
    public Optional<Credential> current() {
        return current.get();
    }

    /** From now on it shows this. */
    public void show(Optional<Credential> credential) {
        current.set(credential);
        watching.forEach(this::tell);
    }

    /** Tells a loop now and whenever it changes. */
    public Cancellable watch(Loop loop, Consumer<Optional<Credential>> changed) {
        var fresh = new Watching(loop, changed);
        watching.add(fresh);
        tell(fresh);
        return () -> watching.remove(fresh);
    }

    private void tell(Watching who) {
        who.loop.execute(
                () -> {
                    if (watching.contains(who)) {
                        who.changed.accept(current.get());
                    }
                });
    }
}
