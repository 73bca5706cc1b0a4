package io.skep.itests.sim;

import io.skep.seam.Entropy;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The seams of one simulated node. What is on its disks survives {@link #crash}. */
public final class SimSeams implements Seams {

    private final SimKernel kernel;
    private final String name;
    private final SimTime time;
    private final SimEntropy entropy;
    private final SimWorkers workers;
    private final List<SimLoop> loops = new ArrayList<>();
    private final SortedMap<String, SimDisk> disks = new TreeMap<>();

    private int left = Integer.MAX_VALUE;

    SimSeams(SimKernel kernel, String name, Duration skew) {
        this.kernel = kernel;
        this.name = name;
        this.time = new SimTime(kernel, skew);
        this.entropy = new SimEntropy(kernel.fork());
        this.workers = new SimWorkers(kernel);
    }

    @Override
    public SimTime time() {
        return time;
    }

    @Override
    public Loop loop(String purpose) {
        var loop = new SimLoop(kernel, name + "/" + purpose);
        loops.add(loop);
        return loop;
    }

    @Override
    public SimWorkers workers() {
        return workers;
    }

    @Override
    public Entropy entropy() {
        return entropy;
    }

    @Override
    public SimDisk disk(String owner) {
        return disks.computeIfAbsent(owner, any -> new SimDisk(kernel, this::takes));
    }

    /** After so many more changes none reaches any disk, until the process has died. */
    public void dyingAfter(int changes) {
        left = changes;
    }

    private boolean takes() {
        return left-- > 0;
    }

    /** The process dies: no step that waits is taken, no work ends, what was not synced is lost. */
    public void crash() {
        loops.forEach(SimLoop::close);
        loops.clear();
        workers.crash();
        disks.values().forEach(SimDisk::crash);
        left = Integer.MAX_VALUE;
    }

    /** What steps of this node's loops failed with; empty in a good run. */
    public List<Throwable> failures() {
        return loops.stream().flatMap(loop -> loop.failures().stream()).toList();
    }
}
