package io.skep.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Each of our features in a Karaf that has none of the others. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeaturesTest {

    private static final int ANY = -1;

    // the first one: until Karaf has booted it may take its features service away for another one
    @Inject private BootFinished booted;
    @Inject private BundleContext framework;
    @Inject private FeaturesService features;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.bare()};
    }

    @Test
    public void everyFeatureComesAndGoesWithoutTheOthers() throws Exception {
        var names = ours();
        var before = bundles(ANY);

        assertTrue("floors, worker, manager, doors and plugs, not " + names, names.size() >= 10);
        for (var name : names) {
            var together = new TreeSet<>(upon(name));
            together.add(name);
            features.installFeatures(together, EnumSet.noneOf(FeaturesService.Option.class));

            assertNotEquals(name + " brought nothing", before, bundles(ANY));
            assertEquals(name + " runs", plug(name), active(name));
            assertEquals(name + " left unresolved", List.of(), bundles(Bundle.INSTALLED));

            features.uninstallFeatures(together, EnumSet.noneOf(FeaturesService.Option.class));
            assertEquals(name + " left behind", before, bundles(ANY));
        }
    }

    private Set<String> ours() throws Exception {
        return Arrays.stream(features.listFeatures())
                .map(Feature::getName)
                .filter(name -> name.startsWith("skep-") || plug(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> upon(String name) {
        return plug(name) ? Set.of("skep-floors") : Set.of();
    }

    /** Features of plugs are named like their bundle and contain only it. */
    private static boolean plug(String feature) {
        return feature.startsWith("io.skep.");
    }

    private boolean active(String bundle) {
        return bundles(Bundle.ACTIVE).stream().anyMatch(active -> active.startsWith(bundle + " "));
    }

    private List<String> bundles(int states) {
        return Arrays.stream(framework.getBundles())
                .filter(bundle -> (bundle.getState() & states) != 0)
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .sorted()
                .toList();
    }
}
