package io.skep.store.engine.internal.snapshot;

import io.skep.seam.Workers;
import io.skep.store.engine.internal.machine.Picture;
import io.skep.store.engine.internal.seal.Seal;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** Sealed snapshots, written and read by workers. */
public final class Archive {

    private final Workers workers;
    private final Seal seal;

    /** Sealed with this manager's key. */
    public Archive(Workers workers, Seal seal) {
        this.workers = workers;
        this.seal = seal;
    }

    /** Writes a machine to a file; completes with the index of its last entry. */
    public CompletionStage<Long> save(Picture picture, Path file) {
        return workers.run(
                "snapshot",
                () -> {
                    SnapshotWriter.write(picture, file, seal.ring());
                    return picture.applied();
                });
    }

    /** Reads what this or another manager has saved. */
    public CompletionStage<Picture> load(Path file) {
        return workers.run("snapshot", () -> SnapshotReader.read(file, seal.ring()));
    }
}
