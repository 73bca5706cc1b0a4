package io.skep.itests.karaf;

import io.skep.control.Control;
import io.skep.lifecycle.PlugCatalog;
import io.skep.model.Task;
import io.skep.model.TaskState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** A test inside a node that is the one manager of a cluster; it types commands as a user does. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class InsideNode {

    /** The container. */
    @Inject protected BundleContext framework;

    @Inject private Control control;
    @Inject private SessionFactory shell;

    /** One node; the container is this class's own. */
    @Configuration
    public final Option[] configuration() {
        return new Option[] {Distribution.node()};
    }

    /** Founds the cluster, once. */
    @Before
    public final void found() throws Exception {
        Waiting.until(
                "commands", () -> knows("swarm", "init") && knows("skep", "plug-use"), () -> "");
        if (!control.local().active()) {
            typed("swarm:init --advertise-addr 127.0.0.1 --listen-addr 127.0.0.1:" + freePort());
        }
    }

    private boolean knows(String scope, String command) {
        return shell.getRegistry().getCommand(scope, command) != null;
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What the shell answers to a line; fails when the command does. */
    protected final String typed(String line) throws Exception {
        var output = new ByteArrayOutputStream();
        var stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        var input = new ByteArrayInputStream(new byte[0]);
        var session = shell.create(input, stream, stream);
        try {
            session.execute(line);
        } finally {
            session.close();
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** The state of a plug as {@code skep:plug-ls} shows it; empty when it is not listed. */
    protected final String plug(String contract, String name) {
        return catalogs().stream()
                .map(framework::getService)
                .filter(catalog -> catalog != null && catalog.contract().equals(contract))
                .flatMap(catalog -> catalog.rows().stream())
                .filter(row -> row.info().name().equals(name))
                .map(row -> row.state())
                .findFirst()
                .orElse("");
    }

    private Collection<ServiceReference<PlugCatalog>> catalogs() {
        try {
            return framework.getServiceReferences(PlugCatalog.class, null);
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Returns when the plug is in that state. */
    protected final void awaitPlug(String contract, String name, String state) {
        Waiting.until(
                name + " is '" + state + "'",
                () -> plug(contract, name).equals(state),
                () -> plug(contract, name));
    }

    /** All tasks there are. */
    protected final List<Task> tasks() {
        try {
            var tasks = control.read().toCompletableFuture().get(20, TimeUnit.SECONDS).tasks();
            return tasks.stream().toList();
        } catch (Exception failure) {
            throw new AssertionError("the state cannot be read", failure);
        }
    }

    /** How many tasks are in a state. */
    protected final long count(TaskState state) {
        return tasks().stream().filter(task -> task.state() == state).count();
    }

    /** Returns when so many tasks are in a state. */
    protected final void awaitTasks(long count, TaskState state) {
        Waiting.until(
                count + " tasks " + state,
                () -> count(state) == count,
                () -> tasks().stream().map(task -> task.name() + " " + task.state()).toList());
    }
}
