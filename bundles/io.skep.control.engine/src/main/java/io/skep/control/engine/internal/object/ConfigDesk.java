package io.skep.control.engine.internal.object;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Names;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.control.engine.internal.service.Succession;
import io.skep.model.ConfigId;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.spec.ConfigSpec;
import io.skep.store.Draft;

/** Creates, relabels and removes configs. Source: swarm-behaviour SE-1 to SE-5. */
public final class ConfigDesk {

    private static final int MAX_SIZE = 1_024_000;

    private ConfigDesk() {}

    /** {@code docker config create}. */
    public static Receipt create(Command.CreateConfig command, Fresh fresh, Draft draft) {
        var spec = command.spec();
        Names.data(spec.name());
        DataRules.checkSize("config", spec.data().size(), MAX_SIZE);
        if (draft.configs().taken(spec.name())) {
            throw Refusals.exists("config %s already exists", spec.name());
        }
        var id = new ConfigId(fresh.id());
        draft.put(Part.CONFIG_SPEC, id, spec);
        Succession.begin(id, spec, fresh, draft);
        return Receipt.of(id.value());
    }

    /** New labels. */
    public static Receipt update(Command.UpdateConfig command, Fresh fresh, Draft draft) {
        var config = Find.config(draft, command.config());
        var before = config.spec().value();
        var after = command.spec();
        var relabelled =
                new ConfigSpec(before.name(), after.labels(), before.data(), before.templating());
        var data = after.data().size() == 0 ? before.data() : after.data();
        DataRules.checkSame(
                relabelled, new ConfigSpec(after.name(), after.labels(), data, after.templating()));
        Find.current(config.spec(), command.version());
        draft.put(Part.CONFIG_SPEC, config.id(), relabelled);
        return Receipt.of(config.id().value());
    }

    /** {@code docker config rm}. */
    public static Receipt remove(Command.RemoveConfig command, Fresh fresh, Draft draft) {
        var config = Find.config(draft, command.config());
        var id = config.id().value();
        DataRules.checkUnused(
                "config",
                config.spec().value().name(),
                draft,
                spec -> spec.configs().stream().anyMatch(ref -> ref.configID().equals(id)));
        draft.remove(Kind.CONFIG, config.id());
        return Receipt.of(id);
    }
}
