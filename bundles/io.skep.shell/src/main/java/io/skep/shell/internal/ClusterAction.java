package io.skep.shell.internal;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.Receipt;
import io.skep.model.Lookup;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.Table;
import io.skep.model.Task;
import io.skep.model.View;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.jspecify.annotations.Nullable;

/** A command about the cluster. What {@link #run} returns is printed unless it is empty. */
public abstract class ClusterAction implements Action {

    @Reference private Control control;

    @Override
    public final @Nullable Object execute() throws Exception {
        var text = run();
        if (!text.isEmpty()) {
            System.out.println(text);
        }
        return null;
    }

    /** Does the command's work. */
    protected abstract String run() throws Exception;

    /** The port of the cluster. */
    protected final Control control() {
        return control;
    }

    /** The state as of now. */
    protected final View view() throws Refused, InterruptedException {
        return Answers.of(control.read());
    }

    /** Has a command carried out; its warnings are printed. */
    protected final Receipt submit(Command command) throws Refused, InterruptedException {
        var receipt = Answers.of(control.submit(command));
        receipt.warnings().forEach(warning -> System.err.println("warning: " + warning));
        return receipt;
    }

    /** The machine's clock, for what users see. */
    protected final Instant now() {
        return Instant.now();
    }

    /** The node a user named; {@code self} is this one. */
    protected final Node node(View view, String typed) throws Refused {
        var id = typed.equals("self") ? control.local().nodeId() : typed;
        return one("node", view.nodes(), id);
    }

    /** The service a user named. */
    protected static Service service(View view, String typed) throws Refused {
        return one("service", view.services(), typed);
    }

    /** The task a user named. */
    protected static Task task(View view, String typed) throws Refused {
        return one("task", view.tasks(), typed);
    }

    private static <V> V one(String kind, Table<V> table, String typed) throws Refused {
        var found = Lookup.find(table, typed);
        if (found instanceof Lookup.Found.Ambiguous<V> several) {
            throw new Refused(kind + " " + typed + " is ambiguous: " + several.matches() + " fit");
        }
        return found.toOptional().orElseThrow(() -> new Refused(kind + " " + typed + " not found"));
    }
}
