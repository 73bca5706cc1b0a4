package io.skep.shell.internal.swarm;

import io.skep.model.Node;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import io.skep.shell.internal.complete.Nodes;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

/** {@code swarm:node-inspect}. */
@Service
@Command(scope = "swarm", name = "node-inspect", description = "Tells all about a node")
public final class NodeInspect extends ClusterAction {

    @Argument(name = "node", description = "Id, host name, id prefix or self", required = true)
    @Completion(Nodes.class)
    private String node;

    @Override
    protected String run() throws Exception {
        var found = node(view(), node);
        var spec = found.spec().value();
        var table = Show.table("About", "Value");
        table.addRow().addContent("id", found.id());
        table.addRow().addContent("version", found.spec().version());
        table.addRow().addContent("role", Show.name(spec.role()));
        table.addRow().addContent("availability", Show.name(spec.availability()));
        table.addRow().addContent("labels", Show.labels(spec.labels()));
        table.addRow().addContent("state", found.state().label());
        if (found.status() != null) {
            describe(table, found);
        }
        Show.print(table);
        return "";
    }

    private static void describe(ShellTable table, Node node) {
        var status = java.util.Objects.requireNonNull(node.status()).value();
        var facts = status.description();
        table.addRow().addContent("host name", facts.hostname());
        table.addRow().addContent("address", status.addr());
        table.addRow()
                .addContent(
                        "platform", facts.platform().os() + "/" + facts.platform().architecture());
        table.addRow().addContent("cpus", facts.resources().nanoCpus() / 1e9);
        table.addRow().addContent("memory", (facts.resources().memoryBytes() >> 20) + " MiB");
        table.addRow().addContent("runtimes", String.join(", ", facts.runtimes()));
        table.addRow().addContent("engine", facts.engineVersion());
    }
}
