package io.skep.shell.internal.swarm;

import io.skep.control.Command.UpdateService;
import io.skep.model.spec.Payload;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Refused;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:service-scale}. */
@Service
@Command(
        scope = "swarm",
        name = "service-scale",
        description = "Sets the number of tasks of services")
public final class ServiceScale extends ClusterAction {

    @Argument(
            name = "service=replicas",
            description = "For example web=3",
            required = true,
            multiValued = true)
    private List<String> wishes;

    @Override
    protected String run() throws Exception {
        for (var wish : wishes) {
            int equals = wish.lastIndexOf('=');
            if (equals < 1 || !wish.substring(equals + 1).matches("\\d{1,9}")) {
                throw new Refused("not service=replicas: " + wish);
            }
            scale(wish.substring(0, equals), Long.parseLong(wish.substring(equals + 1)));
        }
        return "";
    }

    private void scale(String service, long replicas) throws Exception {
        var found = service(view(), service);
        var spec = found.spec().withMode(Mode.scaled(found.spec().mode(), replicas));
        submit(
                new UpdateService(
                        found.id().value(), found.wish().version(), spec, Payload.EMPTY, "", ""));
        System.out.println(found.spec().name() + " scaled to " + replicas);
    }
}
