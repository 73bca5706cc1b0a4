package io.skep.shell.internal.complete;

import io.skep.control.Control;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Names of services and ids of tasks. */
@Service
public final class ServicesAndTasks implements Completer {

    @Reference private Control control;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return Choices.of(
                        control,
                        view ->
                                Stream.concat(
                                        view.services().stream().map(found -> found.spec().name()),
                                        view.tasks().stream().map(task -> task.id().value())))
                .complete(session, line, candidates);
    }
}
