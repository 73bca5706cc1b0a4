package io.skep.itests.quorum;

import io.skep.model.ConfigId;
import io.skep.model.Part;
import io.skep.model.View;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.Payload;
import io.skep.store.Draft;
import java.util.List;
import java.util.Map;

/** Something that can be written. */
final class Samples {

    private static final String VALUE = "value";

    private Samples() {}

    static void put(Draft draft, String id) {
        put(draft, id, 3);
    }

    static void put(Draft draft, String id, int bytes) {
        var spec = new ConfigSpec(id, Map.of(), Payload.of(new byte[bytes]), null);
        draft.put(Part.CONFIG_SPEC, new ConfigId(id), spec);
    }

    /** Gives a register a value. */
    static void set(Draft draft, String id, String value) {
        var spec = new ConfigSpec(id, Map.of(VALUE, value), Payload.of(new byte[3]), null);
        draft.put(Part.CONFIG_SPEC, new ConfigId(id), spec);
    }

    /** The value of a register; empty when it has none. */
    static String get(View view, String id) {
        return view.configs().get(id).map(it -> value(it.spec().value())).orElse("");
    }

    /** The value that a config is. */
    static String value(ConfigSpec spec) {
        return spec.labels().getOrDefault(VALUE, "");
    }

    /** All there is, with its values. */
    static List<String> content(View view) {
        return view.configs().stream()
                .map(it -> it.id().value() + "=" + value(it.spec().value()))
                .sorted()
                .toList();
    }

    static boolean has(View view, String id) {
        return view.configs().get(id).isPresent();
    }

    static List<String> names(View view) {
        return view.configs().stream().map(it -> it.id().value()).sorted().toList();
    }
}
