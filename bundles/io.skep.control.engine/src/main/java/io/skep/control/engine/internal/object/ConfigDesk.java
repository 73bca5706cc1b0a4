package io.skep.control.engine.internal.object;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Names;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.ConfigId;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.spec.ConfigSpec;
import io.skep.store.Draft;
import java.util.Objects;

/** Creates, relabels and removes configs. Source: swarm-behaviour SE-1 to SE-5. */
public final class ConfigDesk {

    private static final int MAX_SIZE = 1_024_000;

    private ConfigDesk() {}

    /** {@code docker config create}. */
    public static Receipt create(Command.CreateConfig command, Fresh fresh, Draft draft) {
        var spec = command.spec();
        Names.data(spec.name());
        checkData(spec);
        if (Find.taken(draft.configs(), config -> config.spec().value().name(), spec.name())) {
            throw Refusals.exists("config %s already exists", spec.name());
        }
        var id = new ConfigId(fresh.id());
        draft.put(Part.CONFIG_SPEC, id, spec);
        return Receipt.of(id.value());
    }

    /** New labels. */
    public static Receipt update(Command.UpdateConfig command, Fresh fresh, Draft draft) {
        var config = Find.config(draft, command.config());
        var before = config.spec().value();
        var after = command.spec();
        checkSame(before, after);
        Find.current(config.spec(), command.version());
        var relabelled =
                new ConfigSpec(before.name(), after.labels(), before.data(), before.templating());
        draft.put(Part.CONFIG_SPEC, config.id(), relabelled);
        return Receipt.of(config.id().value());
    }

    /** {@code docker config rm}. */
    public static Receipt remove(Command.RemoveConfig command, Fresh fresh, Draft draft) {
        var config = Find.config(draft, command.config());
        var users =
                InUse.by(
                        draft,
                        container ->
                                container.configs().stream()
                                        .anyMatch(
                                                ref -> ref.configID().equals(config.id().value())));
        InUse.check("config", config.spec().value().name(), users);
        draft.remove(Kind.CONFIG, config.id());
        return Receipt.of(config.id().value());
    }

    private static void checkData(ConfigSpec spec) {
        if (spec.data().size() < 1 || spec.data().size() > MAX_SIZE) {
            throw Refusals.invalid("config data must be larger than 0 and less than 1024000 bytes");
        }
    }

    private static void checkSame(ConfigSpec before, ConfigSpec after) {
        var same =
                before.name().equals(after.name())
                        && (after.data().size() == 0 || after.data().equals(before.data()))
                        && Objects.equals(before.templating(), after.templating());
        if (!same) {
            throw Refusals.invalid("only updates to Labels are allowed");
        }
    }
}
