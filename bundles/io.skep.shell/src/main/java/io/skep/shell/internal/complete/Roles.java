package io.skep.shell.internal.complete;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Roles of nodes. */
@Service
public final class Roles implements Completer {

    private final StringsCompleter choices = new StringsCompleter(List.of("worker", "manager"));

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return choices.complete(session, line, candidates);
    }
}
