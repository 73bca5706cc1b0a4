package io.skep.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.skep.model.TaskState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** The whole distribution, wired in a real Karaf. */
public class WiringTest extends InsideNode {

    @Inject private ServiceComponentRuntime components;

    @Test
    public void everyBundleIsActive() {
        var idle =
                Arrays.stream(framework.getBundles())
                        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                        .filter(bundle -> !resolvedFragment(bundle))
                        .map(Bundle::getSymbolicName)
                        .toList();

        assertEquals(List.of(), idle);
    }

    private static boolean resolvedFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null
                && bundle.getState() == Bundle.RESOLVED;
    }

    @Test
    public void everyComponentOfOursIsSatisfied() {
        var ours =
                components.getComponentDescriptionDTOs().stream()
                        .filter(component -> component.bundle.symbolicName.startsWith("io.skep."))
                        .toList();

        var unsatisfied = ours.stream().flatMap(this::complaints).sorted().toList();

        assertFalse("there are components", ours.isEmpty());
        assertEquals(List.of(), unsatisfied);
    }

    private Stream<String> complaints(ComponentDescriptionDTO component) {
        var all = components.getComponentConfigurationDTOs(component);
        return all.isEmpty()
                ? Stream.of(component.name + " has no configuration")
                : all.stream().flatMap(WiringTest::complaints);
    }

    private static Stream<String> complaints(ComponentConfigurationDTO component) {
        return component.state == ComponentConfigurationDTO.FAILED_ACTIVATION
                ? Stream.of(component.description.name + " failed: " + component.failure)
                : Arrays.stream(component.unsatisfiedReferences)
                        .map(missing -> component.description.name + " lacks " + missing.name);
    }

    @Test
    public void aTaskRuns() throws Exception {
        typed("swarm:service-create --name wired --replicas 1 process sleep 300");

        awaitTasks(1, TaskState.RUNNING);

        typed("swarm:service-rm wired");
        Waiting.until("no task is left", () -> tasks().isEmpty(), this::tasks);
    }
}
