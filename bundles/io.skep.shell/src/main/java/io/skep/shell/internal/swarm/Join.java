package io.skep.shell.internal.swarm;

import io.skep.control.Command.JoinCluster;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Typed;
import io.skep.shell.internal.complete.Availabilities;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:join}. */
@Service
@Command(
        scope = "swarm",
        name = "join",
        description = "Makes this node a member of a cluster; the token decides the role")
public final class Join extends ClusterAction {

    @Argument(
            name = "manager",
            description = "ADDRESS or ADDRESS:PORT of managers",
            required = true,
            multiValued = true)
    private List<String> managers = List.of();

    @Option(name = "--token", description = "Join token", required = true)
    private String token = "";

    @Option(name = "--advertise-addr", description = "Address or interface others reach it at")
    private String advertise = "";

    @Option(name = "--listen-addr", description = "Address and port it listens on")
    private String listen = "";

    @Option(name = "--availability", description = "active, pause or drain")
    @Completion(Availabilities.class)
    private String availability = "active";

    @Override
    protected String run() throws Exception {
        submit(
                new JoinCluster(
                        listen, advertise, managers, token, Typed.availability(availability)));
        var role = control().local().manager() ? "manager" : "worker";
        return "this node joined a swarm as a " + role;
    }
}
