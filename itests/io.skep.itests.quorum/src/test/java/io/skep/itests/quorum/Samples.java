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

    private Samples() {}

    static void put(Draft draft, String id) {
        put(draft, id, 3);
    }

    static void put(Draft draft, String id, int bytes) {
        var spec = new ConfigSpec(id, Map.of(), Payload.of(new byte[bytes]), null);
        draft.put(Part.CONFIG_SPEC, new ConfigId(id), spec);
    }

    static boolean has(View view, String id) {
        return view.configs().get(id).isPresent();
    }

    static List<String> names(View view) {
        return view.configs().stream().map(it -> it.id().value()).sorted().toList();
    }
}
