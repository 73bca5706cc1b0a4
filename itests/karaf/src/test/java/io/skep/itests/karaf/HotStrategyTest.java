package io.skep.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.lifecycle.PlugCatalog;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ClusterSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Wiring, and a strategy that comes, works and goes, inside a real Karaf. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotStrategyTest {

    @Inject private BundleContext framework;
    @Inject private Control control;

    @Configuration
    public Option[] configuration() {
        return new Option[] {
            Distribution.node(),
            CoreOptions.systemProperty("skep.strategy").value(Distribution.strategy().toString())
        };
    }

    @Test
    public void everyBundleOfOursIsActive() {
        var wrong =
                Arrays.stream(framework.getBundles())
                        .filter(bundle -> bundle.getSymbolicName().startsWith("io.skep."))
                        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                        .map(Bundle::getSymbolicName)
                        .toList();

        assertEquals(List.of(), wrong);
    }

    @Test
    public void aStrategyComesWorksAndGoesWithoutTouchingAnyOtherBundle() throws Exception {
        if (!control.local().active()) {
            var init =
                    new Command.InitCluster(
                            "", "127.0.0.1", Availability.ACTIVE, ClusterSpec.defaults(), false);
            control.submit(init).toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        var before = lastModified();

        var jar = Path.of(System.getProperty("skep.strategy"));
        var bundle = framework.installBundle("test:strategy", Files.newInputStream(jar));
        bundle.start();
        await("it is listed", () -> state("firstfit").equals("available"));
        control.submit(new Command.UsePlug("scheduler", "firstfit"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        await("it works", () -> state("firstfit").equals("live"));
        bundle.uninstall();
        await("it is gone", () -> state("firstfit").isEmpty());

        assertEquals("nothing else was touched", before, lastModified());
        control.submit(new Command.UsePlug("scheduler", "spread"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        await("spread works again", () -> state("spread").equals("live"));
    }

    /** When each of our bundles last changed its life cycle state. */
    private String lastModified() {
        return Arrays.stream(framework.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("io.skep."))
                .filter(bundle -> !bundle.getSymbolicName().contains("itests"))
                .map(
                        bundle ->
                                bundle.getSymbolicName()
                                        + " "
                                        + bundle.getLastModified()
                                        + " "
                                        + bundle.getState())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /**
     * The state of a scheduler plug as {@code skep:plug-ls} shows it; empty when it is not listed.
     */
    private String state(String plug) {
        try {
            for (var reference : framework.getServiceReferences(PlugCatalog.class, null)) {
                var catalog = framework.getService(reference);
                if (catalog != null && catalog.contract().equals("scheduler")) {
                    return catalog.rows().stream()
                            .filter(row -> row.info().name().equals(plug))
                            .map(row -> row.state())
                            .findFirst()
                            .orElse("");
                }
            }
            return "";
        } catch (org.osgi.framework.InvalidSyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue("not within 20 s: " + what, System.nanoTime() < deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
