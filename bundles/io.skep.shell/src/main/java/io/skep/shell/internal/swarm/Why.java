package io.skep.shell.internal.swarm;

import io.skep.model.Node;
import io.skep.model.Rejection;
import io.skep.model.View;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Show;
import io.skep.shell.internal.complete.Tasks;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:why}. */
@Service
@Command(scope = "swarm", name = "why", description = "Tells why a task is where it is, or nowhere")
public final class Why extends ClusterAction {

    @Argument(name = "task", description = "Id, name or id prefix", required = true)
    @Completion(Tasks.class)
    private String task;

    @Override
    protected String run() throws Exception {
        var view = view();
        var found = task(view, task);
        var plan = found.plan().value();
        say("task", found.name());
        say("state", found.state().label() + " since " + Show.ago(found.since(), now()));
        say("wanted", found.desired().label());
        say("node", Show.node(view, found));
        say("placed by", plan.placedBy());
        say("message", plan.message());
        say("error", Show.error(found));
        if (!plan.explain().isEmpty()) {
            explain(view, plan.explain());
        }
        return "";
    }

    private static void say(String about, String text) {
        if (!text.isEmpty()) {
            System.out.println(about + ": " + text);
        }
    }

    private static void explain(View view, List<Rejection> rejections) {
        var table = Show.table("Node", "Refused by", "Because");
        for (var rejection : rejections) {
            var id = rejection.node();
            var name = view.nodes().get(id).map(Node::hostname).orElse(id.value());
            table.addRow().addContent(name, rejection.filter(), rejection.reason());
        }
        Show.print(table);
    }
}
