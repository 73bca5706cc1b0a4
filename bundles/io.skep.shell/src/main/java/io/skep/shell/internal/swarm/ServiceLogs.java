package io.skep.shell.internal.swarm;

import io.skep.control.LogQuery;
import io.skep.model.LogRequest;
import io.skep.shell.internal.ClusterAction;
import io.skep.shell.internal.Refused;
import io.skep.shell.internal.complete.Services;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code swarm:service-logs}. */
@Service
@Command(
        scope = "swarm",
        name = "service-logs",
        description = "Prints the output of the tasks of a service")
public final class ServiceLogs extends ClusterAction {

    @Argument(name = "service", description = "Id, name or id prefix", required = true)
    @Completion(Services.class)
    private String service;

    @Option(name = "--follow", aliases = "-f", description = "Go on until interrupted")
    private boolean follow;

    @Option(name = "--tail", description = "Only that many of the newest lines of each task")
    private long tail = -1;

    @Override
    protected String run() throws Exception {
        var found = service(view(), service);
        var printer = new LinePrinter(System.out);
        var request = new LogRequest(true, true, follow, null, tail);
        var reading =
                control().logs(new LogQuery(List.of(found.id()), List.of()), request, printer);
        try {
            var error = printer.await();
            if (!error.isEmpty()) {
                throw new Refused(error);
            }
        } finally {
            reading.cancel();
        }
        return "";
    }
}
