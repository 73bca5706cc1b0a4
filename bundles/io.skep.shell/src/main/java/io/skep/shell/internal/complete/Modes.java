package io.skep.shell.internal.complete;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Modes of services. */
@Service
public final class Modes implements Completer {

    private final StringsCompleter choices =
            new StringsCompleter(List.of("replicated", "global", "replicated-job", "global-job"));

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return choices.complete(session, line, candidates);
    }
}
