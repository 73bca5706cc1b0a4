package io.skep.shell.internal.skep;

import io.skep.lifecycle.PlugCatalog;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code skep:plug-ls}. */
@Service
@Command(scope = "skep", name = "plug-ls", description = "Lists the plugs this node can see")
public final class PlugLs extends ClusterAction {

    @Reference private List<PlugCatalog> catalogs;

    @Override
    protected String run() {
        var table = Show.table("Contract", "Plug", "Version", "State", "Epoch", "Wanted", "Note");
        catalogs.stream()
                .sorted(Comparator.comparing(PlugCatalog::contract))
                .forEach(catalog -> rows(table, catalog));
        Show.print(table);
        return "";
    }

    private static void rows(ShellTable table, PlugCatalog catalog) {
        for (var row : catalog.rows()) {
            table.addRow()
                    .addContent(
                            catalog.contract(),
                            row.info().name(),
                            row.info().version(),
                            row.state(),
                            row.epoch() == 0 ? "" : row.epoch(),
                            row.info().name().equals(catalog.wanted()) ? "*" : "",
                            row.note());
        }
    }
}
