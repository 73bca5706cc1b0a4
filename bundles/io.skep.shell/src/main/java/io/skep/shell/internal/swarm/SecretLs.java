package io.skep.shell.internal.swarm;

import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:secret-ls}. */
@Service
@Command(scope = "swarm", name = "secret-ls", description = "Lists the secrets")
public final class SecretLs extends ClusterAction {

    @Override
    protected String run() throws Exception {
        var table = Show.table("ID", "Name", "Labels", "Created");
        for (var secret : view().secrets()) {
            var spec = secret.spec();
            table.addRow()
                    .addContent(
                            Show.id(secret.id()),
                            spec.value().name(),
                            Show.labels(spec.value().labels()),
                            Show.ago(spec.createdAt(), now()));
        }
        Show.print(table);
        return "";
    }
}
