package io.skep.scheduler.engine.internal.fleet;

import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.NamedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A node's generic resources that are not claimed: counts, or sets of names. Source:
 * swarm-behaviour RE-3, RE-4.
 */
final class Generics {

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final TreeMap<String, List<String>> names = new TreeMap<>();

    /** Everything a node has. */
    Generics(List<GenericResource> all) {
        for (var resource : all) {
            var count = resource.discreteResourceSpec();
            var name = resource.namedResourceSpec();
            if (count != null) {
                counts.merge(count.kind(), count.value(), Long::sum);
            } else if (name != null) {
                names.computeIfAbsent(name.kind(), kind -> new ArrayList<>()).add(name.value());
            }
        }
    }

    /** Takes back what a task has claimed. What the node no longer has is passed over (RE-4). */
    void consume(List<GenericResource> claimed) {
        for (var resource : claimed) {
            var count = resource.discreteResourceSpec();
            var name = resource.namedResourceSpec();
            if (count != null) {
                counts.computeIfPresent(count.kind(), (kind, free) -> free - count.value());
            } else if (name != null) {
                names.getOrDefault(name.kind(), new ArrayList<>()).remove(name.value());
            }
        }
    }

    /** How many tasks that need these could be served. Only counts may be asked for (RE-3). */
    long room(List<GenericResource> needs) {
        long room = Long.MAX_VALUE;
        for (var need : needs) {
            var asked = need.discreteResourceSpec();
            if (asked == null) {
                return 0;
            }
            room = Math.min(room, room(asked));
        }
        return room;
    }

    /** Claims for one task; there must be room. Sets give their first names. */
    List<GenericResource> claim(List<GenericResource> needs) {
        var claimed = new ArrayList<GenericResource>();
        for (var need : needs) {
            var asked = need.discreteResourceSpec();
            if (asked != null && asked.value() > 0) {
                claim(asked, claimed);
            }
        }
        consume(claimed);
        return List.copyOf(claimed);
    }

    /** What is not claimed. */
    List<GenericResource> free() {
        var free = new ArrayList<GenericResource>();
        counts.forEach(
                (kind, count) ->
                        free.add(new GenericResource(null, new DiscreteResource(kind, count))));
        names.forEach((kind, all) -> all.forEach(name -> free.add(named(kind, name))));
        return List.copyOf(free);
    }

    private long room(DiscreteResource asked) {
        if (asked.value() <= 0) {
            return Long.MAX_VALUE;
        }
        var all = names.get(asked.kind());
        long free = all == null ? counts.getOrDefault(asked.kind(), 0L) : all.size();
        return Math.max(0, free) / asked.value();
    }

    private void claim(DiscreteResource asked, List<GenericResource> claimed) {
        var all = names.get(asked.kind());
        if (all == null) {
            claimed.add(new GenericResource(null, asked));
            return;
        }
        all.stream().limit(asked.value()).forEach(name -> claimed.add(named(asked.kind(), name)));
    }

    private static GenericResource named(String kind, String name) {
        return new GenericResource(new NamedResource(kind, name), null);
    }
}
