package io.skep.runtime.docker.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.skep.model.NodeDescription;
import io.skep.model.Plugin;
import io.skep.model.spec.DiscreteResource;
import io.skep.model.spec.GenericResource;
import io.skep.model.spec.NamedResource;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** From the engine's {@code /info} to a node's description. Source: swarm-behaviour ND-1. */
final class Facts {

    private static final long NANOS_PER_CPU = 1_000_000_000;
    private static final List<String> KINDS = List.of("Volume", "Network", "Authorization", "Log");

    private Facts() {}

    static NodeDescription of(JsonNode info, String runtime) {
        return new NodeDescription(
                info.path("Name").asText(),
                new Platform(info.path("Architecture").asText(), info.path("OSType").asText()),
                new Resources(
                        info.path("NCPU").asLong() * NANOS_PER_CPU,
                        info.path("MemTotal").asLong(),
                        generic(info.path("GenericResources"))),
                info.path("ServerVersion").asText(),
                labels(info.path("Labels")),
                plugins(info.path("Plugins")),
                List.of(runtime));
    }

    private static SortedMap<String, String> labels(JsonNode labels) {
        var all = new TreeMap<String, String>();
        for (var label : labels) {
            var pair = label.asText().split("=", 2);
            all.put(pair[0], pair.length > 1 ? pair[1] : "");
        }
        return all;
    }

    private static List<Plugin> plugins(JsonNode byKind) {
        var plugins = new ArrayList<Plugin>();
        for (var kind : KINDS) {
            byKind.path(kind).forEach(name -> plugins.add(new Plugin(kind, name.asText())));
        }
        plugins.sort(Comparator.comparing(Plugin::type).thenComparing(Plugin::name));
        return plugins;
    }

    private static List<GenericResource> generic(JsonNode resources) {
        var all = new ArrayList<GenericResource>();
        for (var resource : resources) {
            all.add(generic(resource.path("NamedResourceSpec"), resource));
        }
        return all;
    }

    private static GenericResource generic(JsonNode named, JsonNode resource) {
        if (named.isObject()) {
            var value = named.path("Value").asText();
            return new GenericResource(new NamedResource(named.path("Kind").asText(), value), null);
        }
        var counted = resource.path("DiscreteResourceSpec");
        var kind = counted.path("Kind").asText();
        return new GenericResource(
                null, new DiscreteResource(kind, counted.path("Value").asLong()));
    }
}
