package io.skep.telemetry.internal.event;

import io.skep.control.ClusterEvent;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.Node;
import io.skep.model.Service;
import io.skep.model.UpdateStatus;
import io.skep.model.View;
import io.skep.model.spec.ServiceMode;
import io.skep.store.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells what a commit did to objects. Source: swarm-behaviour AP-4. */
final class Events {

    /** What users hear of. */
    static final Set<Kind> TOLD =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Kind.CLUSTER, Kind.TASK)));

    private Events() {}

    /** The events of a commit: one per object, in the order of their first change. */
    static List<ClusterEvent> of(Commit commit) {
        var events = new ArrayList<ClusterEvent>();
        var seen = new TreeSet<String>();
        for (var change : commit.changes()) {
            if (TOLD.contains(change.kind()) && seen.add(change.kind() + " " + change.id())) {
                event(commit.before(), commit.after(), commit.stamp().at(), Subject.of(change))
                        .ifPresent(events::add);
            }
        }
        return events;
    }

    /** What became of objects between two states: one event per object, of one moment. */
    static List<ClusterEvent> between(View before, View after) {
        var at = Stock.newest(after);
        var events = new ArrayList<ClusterEvent>();
        for (var kind : TOLD) {
            var old = Stock.of(before, kind);
            var now = Stock.of(after, kind);
            var ids = new TreeSet<>(old.keySet());
            ids.addAll(now.keySet());
            ids.stream()
                    .filter(id -> !Objects.equals(old.get(id), now.get(id)))
                    .flatMap(id -> event(before, after, at, new Subject(kind, id)).stream())
                    .forEach(events::add);
        }
        return events;
    }

    /** What an event is about. */
    private record Subject(Kind kind, String id) {

        private static Subject of(Change change) {
            return new Subject(change.kind(), change.id());
        }
    }

    private static Optional<ClusterEvent> event(View old, View now, Instant at, Subject subject) {
        var before = name(old, subject);
        var after = name(now, subject);
        if (before.isEmpty() && after.isEmpty() || isSilent(old, now, subject)) {
            return Optional.empty();
        }
        var attributes = new TreeMap<String, String>();
        attributes.put("name", after.or(() -> before).orElse(""));
        if (before.isPresent() && after.isPresent()) {
            compare(facts(old, subject), facts(now, subject), attributes);
        }
        var action = before.isEmpty() ? "create" : after.isEmpty() ? "remove" : "update";
        return Optional.of(
                new ClusterEvent(at, subject.kind.label(), action, subject.id, attributes));
    }

    /** How far the addresses of a network were given is nothing to tell. */
    private static boolean isSilent(View old, View now, Subject subject) {
        return subject.kind == Kind.NETWORK && Network.isAlike(new NetworkId(subject.id), old, now);
    }

    private static Optional<String> name(View view, Subject subject) {
        var id = subject.id;
        return switch (subject.kind) {
            case SERVICE -> view.services().get(id).map(service -> service.spec().name());
            case NODE -> view.nodes().get(id).map(Node::hostname);
            case SECRET -> view.secrets().get(id).map(secret -> secret.spec().value().name());
            case CONFIG -> view.configs().get(id).map(config -> config.spec().value().name());
            case NETWORK -> view.networks().get(id).map(network -> network.spec().value().name());
            case CLUSTER, TASK -> Optional.empty();
        };
    }

    private static Map<String, String> facts(View view, Subject subject) {
        var facts = new TreeMap<String, String>();
        if (subject.kind == Kind.SERVICE) {
            view.services().get(subject.id).ifPresent(service -> put(service, facts));
        }
        if (subject.kind == Kind.NODE) {
            view.nodes().get(subject.id).ifPresent(node -> put(node, facts));
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
