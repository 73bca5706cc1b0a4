package io.skep.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;

import io.skep.model.TaskState;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A strategy that comes, works, is replaced and goes, inside a real Karaf. */
public class HotStrategyTest extends InsideNode {

    private static final int UPDATES = 20;

    @Before
    public void spreads() {
        awaitPlug("scheduler", "spread", "live");
    }

    @After
    public void leavesNothing() throws Exception {
        Files.deleteIfExists(deployed());
        typed("skep:plug-use scheduler spread");
        typed("swarm:service-rm hot");
        Waiting.until("no task is left", () -> tasks().isEmpty(), this::tasks);
        awaitPlug("scheduler", "firstfit", "");
    }

    @Test
    public void aStrategyComesWorksAndGoesWithoutTouchingAnyOtherBundle() throws Exception {
        var before = others();

        drop();
        awaitPlug("scheduler", "firstfit", "available");
        typed("skep:plug-use scheduler firstfit");
        awaitPlug("scheduler", "firstfit", "live");
        typed("swarm:service-create --name hot --replicas 2 process sleep 300");
        awaitTasks(2, TaskState.RUNNING);
        Files.delete(deployed());
        awaitPlug("scheduler", "firstfit", "");
        typed("swarm:service-scale hot=4");
        awaitTasks(2, TaskState.PENDING);
        assertEquals("what ran runs on", 2, count(TaskState.RUNNING));
        drop();
        awaitTasks(4, TaskState.RUNNING);

        assertEquals("nothing else was touched", before, others());
    }

    @Test
    public void noClassLoaderIsLeftBehindByTwentyUpdates() throws Exception {
        var loaders = new ArrayList<WeakReference<ClassLoader>>();
        var bundle = framework.installBundle(jar().toUri().toString());
        bundle.start();
        typed("skep:plug-use scheduler firstfit");
        typed("swarm:service-create --name hot --replicas 1 process sleep 300");
        awaitTasks(1, TaskState.RUNNING);
        loaders.add(loader(bundle));

        for (int update = 1; update <= UPDATES; update++) {
            bundle.update();
            assertNotSame("it is new", loaders.get(update - 1).get(), loader(bundle).get());
            typed("swarm:service-scale hot=" + (update + 1));
            awaitTasks(update + 1, TaskState.RUNNING);
            loaders.add(loader(bundle));
        }
        bundle.uninstall();

        Waiting.until(
                "class loaders of a bundle that is gone are gone",
                () -> collected(loaders) == UPDATES + 1,
                () -> collected(loaders) + " of " + (UPDATES + 1) + " are");
    }

    private static WeakReference<ClassLoader> loader(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private static long collected(List<WeakReference<ClassLoader>> loaders) {
        System.gc();
        return loaders.stream().filter(loader -> loader.get() == null).count();
    }

    private static Path jar() {
        return Path.of(System.getProperty("skep.strategy"));
    }

    private static Path deployed() {
        return Path.of(System.getProperty("karaf.base"), "deploy", "firstfit.jar");
    }

    /** Appears in the folder as a whole, as every copying tool should do it. */
    private static void drop() throws IOException {
        var beside = deployed().resolveSibling("../firstfit.part").normalize();
        Files.copy(jar(), beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, deployed(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** When each of our other bundles last changed its life cycle state. */
    private String others() {
        return Arrays.stream(framework.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.skep."))
                .filter(bundle -> !bundle.getSymbolicName().contains("itests"))
                .map(HotStrategyTest::life)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String life(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getLastModified() + " " + bundle.getState();
    }
}
