package io.skep.runtime.process.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.runtime.spi.Handle;
import io.skep.runtime.spi.Observed;
import io.skep.runtime.spi.RuntimeSink;
import io.skep.seam.system.SystemSeams;
import io.skep.tck.runtime.Workloads;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A Java process that starts a task and dies at once, without closing anything. */
final class Mortal {

    static final ClusterId CLUSTER = new ClusterId("cluster");
    static final NodeId NODE = new NodeId("node");
    static final TaskId TASK = new TaskId("orphaned");

    private Mortal() {}

    /** Begins and ends. */
    public static void main(String[] arguments) {
        var directory = Path.of(arguments[0]);
        var seams = new SystemSeams(directory, 4);
        var loop = seams.loop("mortal");
        var context = new PlugContext<RuntimeSink>(loop, seams, new Deaf(), directory, Map.of());
        var runtime = new ProcessRuntimeProvider().open(context);
        var workload = Workloads.of(TASK, CLUSTER, NODE, Shell.script(arguments[1]));
        loop.execute(
                () ->
                        runtime.activate(1, Optional.empty())
                                .thenCompose(active -> runtime.prepare(workload))
                                .thenCompose(runtime::start)
                                .whenComplete((seen, failure) -> die(failure)));
        new CompletableFuture<Void>().join();
    }

    private static void die(Throwable failure) {
        Runtime.getRuntime().halt(failure == null ? 0 : 1);
    }

    /** Hears nothing. */
    static final class Deaf implements RuntimeSink {
        @Override
        public void changed(Handle handle, Observed observed) {}

        @Override
        public void reachable(boolean answers, String why) {}
    }
}
