package io.skep.control.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.model.ServicePlan;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Back to the wish before, and its credentials. Source: swarm-behaviour SV-11, SV-12, SV-20. */
class RollbackTest {

    private static final Payload NONE = Payload.EMPTY;

    @TempDir private Path directory;
    private Bench bench;

    @BeforeEach
    void found() {
        bench = Bench.founded(directory);
    }

    @Test
    void rollsBackAndForth() {
        var id = bench.create(Specs.service("web"));
        bench.update(id, image("app:2"));
        var newer = bench.service(id).wish().value();

        bench.ok(bench.updating(id, Specs.service("ignored"), "previous"));

        var back = bench.service(id).wish().value();
        assertEquals("app:1", container(back.spec()).image());
        assertEquals(newer.spec(), back.previous());
        assertEquals(newer.previousVersion(), back.specVersion());
        assertEquals(newer.specVersion(), back.previousVersion());
        var status = bench.service(id).updateStatus().orElseThrow();
        assertEquals("rollback_started", status.state());
        assertEquals("manually requested rollback", status.message());

        bench.ok(bench.updating(id, Specs.service("web"), "previous"));
        assertEquals(newer.specVersion(), bench.service(id).wish().value().specVersion());
    }

    @Test
    void rollsNothingBackTwiceWhenTheClusterDidItAlready() {
        var id = bench.create(Specs.service("web"));
        bench.update(id, image("app:2"));
        var newest = bench.service(id).wish().value().specVersion();
        bench.plan(id, ServicePlan.EMPTY.withUpdate(null, newest).withRolledBack(true));

        var refusal = bench.refused(bench.updating(id, image("app:2"), "previous"));

        assertEquals(Code.INVALID, refusal.code());
        assertEquals(
                "rpc error: code = FailedPrecondition desc = service "
                        + id
                        + " does not have a previous spec",
                refusal.getMessage());
    }

    @Test
    void rollsBackWhenTheClusterRolledAnOlderWishBack() {
        var id = bench.create(Specs.service("web"));
        bench.update(id, image("app:2"));
        var old = bench.service(id).wish().value().specVersion();
        bench.plan(id, ServicePlan.EMPTY.withUpdate(null, old).withRolledBack(true));
        bench.update(id, image("app:3"));

        bench.ok(bench.updating(id, image("app:3"), "previous"));

        assertEquals("app:1", container(bench.service(id).spec()).image());
    }

    @Test
    void takesTheWishInForceForTheOneBefore() {
        var id = bench.create(Specs.service("web"));
        bench.update(id, image("app:2"));
        var newest = bench.service(id).wish().value().specVersion();
        bench.plan(id, ServicePlan.EMPTY.withUpdate(null, newest).withRolledBack(true));

        bench.update(id, image("app:3"));

        assertEquals("app:1", container(bench.service(id).wish().value().previous()).image());
    }

    @Test
    void refusesRollbacksToNothing() {
        var id = bench.create(Specs.service("web"));

        var nothing = bench.refused(bench.updating(id, Specs.service("web"), "previous"));
        var strange = bench.refused(bench.updating(id, Specs.service("web"), "sideways"));

        assertEquals(
                "rpc error: code = FailedPrecondition desc = service "
                        + id
                        + " does not have a previous spec",
                nothing.getMessage());
        assertEquals(Code.UNKNOWN, strange.code());
        assertEquals("unrecognized rollback option sideways", strange.getMessage());
    }

    @Test
    void updatesNormallyWhenNoRollbackIsAskedFor() {
        var id = bench.create(Specs.service("web"));

        bench.ok(bench.updating(id, image("app:2"), "none"));

        assertEquals("app:2", container(bench.service(id).spec()).image());
    }

    @Test
    void keepsCredentialsUnlessOthersAreGiven() {
        var first = Payload.of(new byte[] {1});
        var second = Payload.of(new byte[] {2});
        var id = bench.ok(new Command.CreateService(Specs.service("web"), first)).id();

        bench.ok(updating(id, NONE, ""));
        assertEquals(first, bench.service(id).wish().value().registryAuth());

        bench.ok(updating(id, second, ""));
        assertEquals(second, bench.service(id).wish().value().registryAuth());
        assertEquals(first, bench.service(id).wish().value().previousAuth());

        bench.ok(updating(id, NONE, "previous-spec"));
        assertEquals(first, bench.service(id).wish().value().registryAuth());

        bench.ok(updating(id, NONE, "spec"));
        assertEquals(first, bench.service(id).wish().value().registryAuth());
    }

    @Test
    void refusesCredentialsFromNowhere() {
        var id = bench.create(Specs.service("web"));

        var strange = bench.refused(updating(id, NONE, "x"));
        var none = bench.refused(updating(id, NONE, "previous-spec"));

        assertEquals(Code.INVALID, strange.code());
        assertEquals("invalid registryAuthFrom 'x'", strange.getMessage());
        assertTrue(none.getMessage().endsWith(" does not have a previous spec"));
    }

    private Command.UpdateService updating(String id, Payload auth, String from) {
        var version = bench.service(id).wish().version();
        return new Command.UpdateService(id, version, Specs.service("web"), auth, from, "");
    }

    private static ServiceSpec image(String image) {
        return Specs.service("web", ContainerSpec.of(image));
    }

    private static ContainerSpec container(ServiceSpec spec) {
        return spec.taskTemplate().containerSpec();
    }
}
