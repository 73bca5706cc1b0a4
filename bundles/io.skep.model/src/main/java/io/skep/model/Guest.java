package io.skep.model;

import io.skep.model.spec.Given;
import java.util.List;

/**
 * A container that is no task and takes part in a network. Source: swarm-behaviour NW-3, TK-14.
 *
 * @param id the first characters of the container's id; the same on all its networks, so that it is
 *     one to who asks for names, as a task is
 * @param node where it is
 * @param name the container's
 * @param aliases further names on this network
 * @param wanted addresses that it must have, without prefix length; others are chosen
 */
public record Guest(
        TaskId id, NodeId node, String name, List<String> aliases, List<String> wanted) {

    /** Copies, orders and fills what is absent. */
    public Guest {
        name = Given.text(name);
        aliases = Given.list(aliases);
        wanted = Given.list(wanted);
    }
}
