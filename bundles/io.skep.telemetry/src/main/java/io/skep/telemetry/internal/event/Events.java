package io.skep.telemetry.internal.event;

import io.skep.control.ClusterEvent;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.UpdateStatus;
import io.skep.model.View;
import io.skep.model.spec.ServiceMode;
import io.skep.store.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells what a commit did to objects. Source: swarm-behaviour AP-4. */
final class Events {

    private static final List<Kind> TOLD =
            List.of(Kind.SERVICE, Kind.NODE, Kind.SECRET, Kind.CONFIG, Kind.NETWORK);

    private Events() {}

    /** The events of a commit: one per object, in the order of their first change. */
    static List<ClusterEvent> of(Commit commit) {
        var events = new ArrayList<ClusterEvent>();
        var seen = new TreeSet<String>();
        for (var change : commit.changes()) {
            if (TOLD.contains(change.kind()) && seen.add(change.kind() + " " + change.id())) {
                event(commit, change).ifPresent(events::add);
            }
        }
        return events;
    }

    private static Optional<ClusterEvent> event(Commit commit, Change change) {
        var before = name(commit.before(), change);
        var after = name(commit.after(), change);
        if (before.isEmpty() && after.isEmpty()) {
            return Optional.empty();
        }
        var attributes = new TreeMap<String, String>();
        attributes.put("name", after.or(() -> before).orElse(""));
        if (before.isPresent() && after.isPresent()) {
            compare(facts(commit.before(), change), facts(commit.after(), change), attributes);
        }
        var action = before.isEmpty() ? "create" : after.isEmpty() ? "remove" : "update";
        return Optional.of(
                new ClusterEvent(
                        commit.stamp().at(),
                        change.kind().label(),
                        action,
                        change.id(),
                        attributes));
    }

    private static Optional<String> name(View view, Change change) {
        var id = change.id();
        return switch (change.kind()) {
            case SERVICE -> view.services().get(id).map(service -> service.spec().name());
            case NODE -> view.nodes().get(id).map(Node::hostname);
            case SECRET -> view.secrets().get(id).map(secret -> secret.spec().value().name());
            case CONFIG -> view.configs().get(id).map(config -> config.spec().value().name());
            case NETWORK -> view.networks().get(id).map(network -> network.spec().value().name());
            case CLUSTER, TASK -> Optional.empty();
        };
    }

    private static Map<String, String> facts(View view, Change change) {
        var facts = new TreeMap<String, String>();
        if (change.kind() == Kind.SERVICE) {
            view.services().get(change.id()).ifPresent(service -> put(service, facts));
        }
        if (change.kind() == Kind.NODE) {
            view.nodes().get(change.id()).ifPresent(node -> put(node, facts));
        }
        return facts;
    }

    private static void put(Service service, Map<String, String> facts) {
        var container = service.spec().taskTemplate().containerSpec();
        facts.put("image", container == null ? "" : container.image());
        if (service.spec().mode() instanceof ServiceMode.Replicated replicated) {
            facts.put("replicas", Long.toString(replicated.replicas()));
        }
        facts.put("updatestate", service.updateStatus().map(UpdateStatus::state).orElse(""));
    }

    private static void put(Node node, Map<String, String> facts) {
        var spec = node.spec().value();
        facts.put("availability", spec.availability().name().toLowerCase(Locale.ROOT));
        facts.put("role", spec.role().name().toLowerCase(Locale.ROOT));
        facts.put("state", node.state().label());
        var status = node.status();
        var manager = status == null ? null : status.value().manager();
        facts.put("leader", Boolean.toString(manager != null && manager.leader()));
        facts.put("reachability", manager == null ? "" : manager.reachability());
    }

    private static void compare(
            Map<String, String> before, Map<String, String> after, Map<String, String> attributes) {
        for (var fact : after.entrySet()) {
            var old = before.getOrDefault(fact.getKey(), "");
            if (!old.equals(fact.getValue())) {
                put(attributes, fact.getKey() + ".old", old);
                put(attributes, fact.getKey() + ".new", fact.getValue());
            }
        }
    }

    private static void put(Map<String, String> attributes, String key, String value) {
        if (!value.isEmpty()) {
            attributes.put(key, value);
        }
    }
}
