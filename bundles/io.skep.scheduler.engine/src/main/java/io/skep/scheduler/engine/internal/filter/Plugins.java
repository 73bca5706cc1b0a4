package io.skep.scheduler.engine.internal.filter;

import io.skep.model.NodeDescription;
import io.skep.model.Plugin;
import io.skep.scheduler.engine.internal.fleet.Drivers;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The node's engine has the drivers the task names. Source: swarm-behaviour SC-4, trap 63. */
final class Plugins implements NodeFilter {

    private static final String OVERLAY = "overlay";

    @Override
    public String name() {
        return "Plugin";
    }

    @Override
    public boolean concerns(Need need) {
        return !need.drivers().none();
    }

    @Override
    public boolean accepts(Need need, NodeLoad node, int tasksOfService) {
        return missing(need.drivers(), node).isEmpty();
    }

    @Override
    public String reason(Need need, NodeLoad node) {
        var missing = missing(need.drivers(), node);
        return missing.isEmpty() ? "" : "has no " + missing.get(0);
    }

    @Override
    public List<Fix> fixes(Need need, Refusal refusal) {
        return missing(need.drivers(), refusal.node()).stream()
                .distinct()
                .map(driver -> fix(refusal, driver))
                .toList();
    }

    private static Fix fix(Refusal refusal, String driver) {
        var change = "install " + driver + " on " + refusal.nodeName();
        return new Fix("has no " + driver, change, Fix.SOFTWARE);
    }

    @Override
    public String summary(int nodes) {
        return "missing plugin" + NodeFilter.on(nodes);
    }

    /** The drivers that the node does not have, in the order of Swarm's looks. */
    private static List<String> missing(Drivers drivers, NodeLoad node) {
        var status = node.node().status();
        if (status == null) {
            return List.of();
        }
        var facts = status.value().description();
        var missing = new ArrayList<String>();
        if (drivers.networks().contains(OVERLAY) && !has(facts, "Network", OVERLAY)) {
            missing.add("network driver overlay"); // the node's, not its engine's
        }
        if (facts.engineVersion().isEmpty()) {
            return missing; // without an engine there are no plugins to look for
        }
        for (var volume : drivers.volumes()) {
            if (!has(facts, "Volume", volume)) {
                missing.add("volume driver " + volume);
            }
        }
        for (var network : drivers.networks()) {
            if (!network.equals(OVERLAY) && !has(facts, "Network", network)) {
                missing.add("network driver " + network);
            }
        }
        missingLog(drivers.log(), facts).ifPresent(missing::add);
        return missing;
    }

    /** An engine that names no log driver at all is an old one that does not tell. */
    private static Optional<String> missingLog(String log, NodeDescription facts) {
        boolean tells = facts.plugins().stream().anyMatch(plugin -> plugin.type().equals("Log"));
        return log.isEmpty() || !tells || has(facts, "Log", log)
                ? Optional.empty()
                : Optional.of("log driver " + log);
    }

    private static boolean has(NodeDescription facts, String type, String name) {
        for (Plugin plugin : facts.plugins()) {
            if (plugin.type().equals(type)
                    && (plugin.name().equals(name) || plugin.name().equals(name + ":latest"))) {
                return true;
            }
        }
        return false;
    }
}
