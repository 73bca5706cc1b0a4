package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.ServicePlan;
import io.skep.model.UpdateStatus;
import io.skep.model.spec.Alike;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.NetworkAttachmentConfig;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceMode;
import io.skep.model.spec.ServiceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services: creation, update, rollback, removal. Source: swarm-behaviour SV-1 to SV-21, JB-1 to
 * JB-7.
 */
class ServicesTest {

    private static final String OUT_OF_SEQUENCE =
            "rpc error: code = Unknown desc = update out of sequence";
    private static final Payload NONE = Payload.EMPTY;

    @TempDir private Path directory;
    private Bench bench;

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
    }

    @Test
    void createsServicesWithWhatDockerAdds() {
        var id = bench.create(Specs.attached("web", "host"));

        var spec = bench.service(id).spec();
        var host = bench.networkNamed("host");
        assertEquals("container", spec.taskTemplate().runtime());
        assertEquals("default", container(spec).isolation());
        assertEquals(host, spec.taskTemplate().networks().get(0).target());
        assertEquals(List.of("alias"), spec.taskTemplate().networks().get(0).aliases());
        assertTrue(id.matches("[0-9a-z]{25}"), id);
    }

    @Test
    void takesNetworksOfOldClientsForThoseOfTasks() {
        var s = Specs.service("web");
        var old = List.of(new NetworkAttachmentConfig("host", List.of(), Map.of()));
        var id =
                bench.create(
                        new ServiceSpec(
                                "web",
                                s.labels(),
                                s.taskTemplate(),
                                s.mode(),
                                null,
                                null,
                                old,
                                null));

        var spec = bench.service(id).spec();
        assertEquals(List.of(), spec.networks());
        assertEquals(bench.networkNamed("host"), spec.taskTemplate().networks().get(0).target());
    }

    @Test
    void inventsNamesThatAreFree() {
        var names = new TreeSet<String>();
        for (int i = 0; i < 300; i++) {
            var name = bench.service(bench.create(Specs.service(""))).spec().name();
            assertTrue(name.matches("[a-z]+_[a-z]+\\d*"), name);
            names.add(name);
        }

        assertEquals(300, names.size());
    }

    @Test
    void refusesNamesThatAreTakenInWhateverCase() {
        bench.create(Specs.service("web"));

        var refusal = bench.refused(new Command.CreateService(Specs.service("Web"), NONE));

        assertEquals(Code.CONFLICT, refusal.code());
        assertEquals(
                "rpc error: code = AlreadyExists desc = name conflicts with an existing object:"
                        + " service Web already exists",
                refusal.getMessage());
    }

    @Test
    void JB_1_fillsInWhatJobsLeaveOpen() {
        var one = bench.create(job("one", 0, 0));
        var many = bench.create(job("many", 3, 0));
        var given = bench.create(job("given", 2, 7));

        assertEquals(new ServiceMode.ReplicatedJob(1, 1), bench.service(one).spec().mode());
        assertEquals(new ServiceMode.ReplicatedJob(3, 3), bench.service(many).spec().mode());
        assertEquals(new ServiceMode.ReplicatedJob(2, 7), bench.service(given).spec().mode());
    }

    @Test
    void JB_6_countsTheIterationsOfJobs() {
        var id = bench.create(job("nightly", 1, 1));
        var first = bench.service(id).wish().value();
        bench.kernel.runFor(Duration.ofSeconds(1));

        bench.update(id, bench.service(id).spec());

        var second = bench.service(id).wish().value();
        assertEquals(0, first.jobIteration());
        assertEquals(1, second.jobIteration());
        assertTrue(second.lastExecution().isAfter(first.lastExecution()));
    }

    @Test
    void keepsTheWishBefore() {
        var id = bench.create(Specs.service("web"));
        var first = bench.service(id);

        bench.update(id, image("app:2"));

        var wish = bench.service(id).wish().value();
        assertEquals(first.spec(), wish.previous());
        assertEquals(first.wish().value().specVersion(), wish.previousVersion());
        assertEquals(first.wish().version(), wish.specVersion());
        assertEquals("app:2", container(wish.spec()).image());
        assertFalse(wish.rollbackRequested());
    }

    @Test
    void refusesUpdatesOfWhatSomebodyElseChanged() {
        var id = bench.create(Specs.service("web"));
        var stale = bench.updating(id, image("app:3"), "");
        bench.update(id, image("app:2"));

        var refusal = bench.refused(stale);

        assertEquals(Code.UNKNOWN, refusal.code());
        assertEquals(OUT_OF_SEQUENCE, refusal.getMessage());
        assertEquals("app:2", container(bench.service(id).spec()).image());
        assertEquals(
                OUT_OF_SEQUENCE,
                bench.refused(stale(id, bench.service(id).wish().version() + 1)).getMessage());
    }

    @Test
    void letsNoBackgroundWriteInvalidateAVersion() {
        var id = bench.create(Specs.service("web"));
        var update = bench.updating(id, image("app:2"), "");
        var progress = new UpdateStatus(UpdateStatus.UPDATING, null, null, "update in progress");
        for (int i = 0; i < 3; i++) {
            bench.plan(id, ServicePlan.EMPTY.withUpdate(progress, i));
        }

        bench.ok(update);

        assertEquals("app:2", container(bench.service(id).spec()).image());
    }

    @Test
    void findsServicesByIdNameAndPrefix() {
        var id = bench.create(Specs.service("web"));

        bench.ok(named(id, id));
        bench.ok(named(id, "web"));
        bench.ok(named(id, id.substring(0, 5)));

        assertEquals(
                "service we not found",
                bench.refused(new Command.RemoveService("we")).getMessage());
        assertEquals(Code.NOT_FOUND, bench.refused(named(id, "nobody")).code());
        assertEquals("service  not found", bench.refused(named(id, "")).getMessage());
    }

    @Test
    void refusesPrefixesOfSeveral() {
        var seen = new TreeSet<String>();
        var id = bench.create(Specs.service(""));
        while (seen.add(id.substring(0, 1))) {
            id = bench.create(Specs.service(""));
        }
        var prefix = id.substring(0, 1);
        long matches = bench.view().services().withPrefix(prefix).size();

        var refusal = bench.refused(new Command.RemoveService(prefix));

        assertEquals(Code.INVALID, refusal.code());
        assertEquals(
                "service " + prefix + " is ambiguous (" + matches + " matches found)",
                refusal.getMessage());
    }

    @Test
    void renamesNothingAndKeepsTheMode() {
        var id = bench.create(Specs.service("web"));

        var renamed = bench.refused(bench.updating(id, Specs.service("shop"), ""));
        var global = Specs.service("web").withMode(new ServiceMode.Global());
        var changed = bench.refused(bench.updating(id, global, ""));

        assertEquals(Code.UNIMPLEMENTED, renamed.code());
        assertEquals(
                "rpc error: code = Unimplemented desc = renaming services is not supported",
                renamed.getMessage());
        assertEquals(
                "rpc error: code = Unimplemented desc = service mode change is not allowed",
                changed.getMessage());
    }

    @Test
    void comparesAfterNormalising() {
        var named = Specs.attached("web", "host");
        var id = bench.create(named);
        var before = bench.service(id).spec();
        var t = named.taskTemplate();
        var byId =
                List.of(
                        new NetworkAttachmentConfig(
                                bench.networkNamed("host"), List.of("alias"), null));

        bench.update(id, Specs.attached("web", "host"));
        var same = bench.service(id).spec();
        bench.update(id, named.withTaskTemplate(Specs.networked(t, byId)));

        assertEquals(before, same);
        assertTrue(Alike.alike(before.taskTemplate(), bench.service(id).spec().taskTemplate()));
        bench.update(id, image("app:2"));
        assertFalse(Alike.alike(before.taskTemplate(), bench.service(id).spec().taskTemplate()));
    }

    @Test
    void removesServicesAtOnceAndLeavesTheirTasksToThePlanner() {
        var id = bench.create(Specs.service("web"));
        var task = bench.task(id, "n", io.skep.model.TaskState.RUNNING);

        bench.ok(new Command.RemoveService("web"));

        assertTrue(bench.view().services().get(id).isEmpty());
        assertTrue(bench.view().tasks().get(task).isPresent());
        assertNotEquals(id, bench.create(Specs.service("web")));
    }

    @Test
    void numbersWishesSoThatNoTwoAreEqual() {
        var id = bench.create(Specs.service("web"));
        var numbers = new TreeSet<Long>();
        for (int i = 0; i < 20; i++) {
            assertTrue(numbers.add(bench.service(id).wish().value().specVersion()));
            bench.update(id, image("app:" + i));
        }
    }

    @Test
    void tellsTheFirstWishThatThereIsNoneBefore() {
        var wish = bench.service(bench.create(Specs.service("web"))).wish().value();

        assertNull(wish.previous());
        assertNull(wish.lastExecution());
    }

    private Command.UpdateService stale(String id, long version) {
        return new Command.UpdateService(id, version, Specs.service("web"), NONE, "", "");
    }

    private Command.UpdateService named(String id, String typed) {
        var version = bench.service(id).wish().version();
        return new Command.UpdateService(typed, version, Specs.service("web"), NONE, "", "");
    }

    private static ServiceSpec image(String image) {
        return Specs.service("web", ContainerSpec.of(image));
    }

    private static ServiceSpec job(String name, long atOnce, long inAll) {
        return Specs.service(name).withMode(new ServiceMode.ReplicatedJob(atOnce, inAll));
    }

    private static ContainerSpec container(ServiceSpec spec) {
        return spec.taskTemplate().containerSpec();
    }
}
