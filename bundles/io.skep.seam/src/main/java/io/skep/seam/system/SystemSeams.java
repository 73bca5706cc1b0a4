package io.skep.seam.system;

import io.skep.seam.Disk;
import io.skep.seam.Entropy;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.seam.Time;
import io.skep.seam.Workers;
import java.nio.file.Path;
import java.time.Instant;

/** The seams of one node on a real machine. Close it last. */
public final class SystemSeams implements Seams, AutoCloseable {

    private final Path directory;
    private final Time time = new SystemTime();
    private final Entropy entropy = new SystemEntropy();
    private final PoolWorkers workers;

    /**
     * Seams whose disks are below a directory.
     *
     * @param directory the node's data directory; made when it is needed
     * @param threads how much blocking work runs at once
     */
    public SystemSeams(Path directory, int threads) {
        this.directory = directory;
        this.workers = new PoolWorkers(threads);
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public Loop loop(String name) {
        return new ThreadLoop(name);
    }

    @Override
    public Workers workers() {
        return workers;
    }

    @Override
    public Entropy entropy() {
        return entropy;
    }

    @Override
    public Disk disk(String owner) {
        return new FileDisk(directory.resolve(owner));
    }

    @Override
    public void close() {
        workers.close();
    }

    private static final class SystemTime implements Time {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    }
}
