package io.skep.model.net;

import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.spec.Given;
import java.util.List;

/**
 * A task's addresses on one network, and where they are.
 *
 * @param network the network
 * @param task the task
 * @param service its service
 * @param node its node
 * @param host the node's data path address
 * @param addresses CIDR, IPv4 first
 * @param slot from 1; 0 for one-per-node services
 * @param name the task's full name
 * @param traffic what may be sent there
 * @param aliases what else the task is called there, where no service is called so
 */
public record Endpoint(
        NetworkId network,
        TaskId task,
        ServiceId service,
        NodeId node,
        String host,
        List<String> addresses,
        int slot,
        String name,
        Traffic traffic,
        List<String> aliases) {

    /** Copies, orders and fills what is absent. */
    public Endpoint {
        host = Given.text(host);
        addresses = Given.list(addresses);
        name = Given.text(name);
        aliases = Given.list(aliases);
    }

    /** One that has no other names. */
    public Endpoint(
            NetworkId network,
            TaskId task,
            ServiceId service,
            NodeId node,
            String host,
            List<String> addresses,
            int slot,
            String name,
            Traffic traffic) {
        this(network, task, service, node, host, addresses, slot, name, traffic, List.of());
    }

    /** Whether it is a container that is no task: its own service. */
    public boolean alone() {
        return service.value().equals(task.value());
    }

    /** Tells it from all others. */
    public String key() {
        return network + "/" + task;
    }
}
