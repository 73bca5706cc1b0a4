package io.skep.shell.internal.complete;

import io.skep.control.Control;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Host names of nodes. */
@Service
public final class Nodes implements Completer {

    @Reference private Control control;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return Choices.of(
                        control,
                        view ->
                                view.nodes().stream()
                                        .map(
                                                node ->
                                                        node.hostname().isEmpty()
                                                                ? node.id().value()
                                                                : node.hostname()))
                .complete(session, line, candidates);
    }
}
