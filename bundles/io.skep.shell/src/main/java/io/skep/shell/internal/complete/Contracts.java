package io.skep.shell.internal.complete;

import io.skep.lifecycle.PlugCatalog;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Contracts that have a host on this node. */
@Service
public final class Contracts implements Completer {

    @Reference private List<PlugCatalog> catalogs;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        var names = catalogs.stream().map(PlugCatalog::contract).toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}
