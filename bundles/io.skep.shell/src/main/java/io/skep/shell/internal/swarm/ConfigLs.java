package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:config-ls}. */
@Service
@Command(scope = "swarm", name = "config-ls", description = "Lists the configs")
public final class ConfigLs extends ClusterAction {

    @Override
    protected String run() throws Exception {
        var table = Show.table("ID", "Name", "Labels", "Created");
        for (var config : view().configs()) {
            var spec = config.spec();
            table.addRow()
                    .addContent(
                            Show.id(config.id()),
                            spec.value().name(),
                            Show.labels(spec.value().labels()),
                            Show.ago(spec.createdAt(), now()));
        }
        Show.print(table);
        return "";
    }
}
