package io.skep.control.engine.internal.object;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Names;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.control.engine.internal.service.Succession;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.SecretId;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretSpec;
import io.skep.store.Draft;
import java.util.Map;

/** Creates, relabels and removes secrets. Source: swarm-behaviour SE-1 to SE-5. */
public final class SecretDesk {

    private static final int MAX_SIZE = 512_000;

    private SecretDesk() {}

    /** {@code docker secret create}. */
    public static Receipt create(Command.CreateSecret command, Fresh fresh, Draft draft) {
        var spec = command.spec();
        Names.data(spec.name());
        checkData(spec);
        checkDriver(spec);
        if (draft.secrets().taken(spec.name())) {
            throw Refusals.exists("secret %s already exists", spec.name());
        }
        var id = new SecretId(fresh.id());
        draft.put(Part.SECRET_SPEC, id, spec);
        Succession.begin(id, spec, fresh, draft);
        return Receipt.of(id.value());
    }

    /** There are no plugins that would bring secrets. Source: swarm-behaviour SE-10 */
    private static void checkDriver(SecretSpec spec) {
        var driver = spec.driver();
        if (driver != null) {
            throw Refusals.unknown("plugin \"" + driver.name() + "\" not found");
        }
    }

    /** New labels. */
    public static Receipt update(Command.UpdateSecret command, Fresh fresh, Draft draft) {
        var secret = Find.secret(draft, command.secret());
        var before = secret.spec().value();
        var after = command.spec();
        var relabelled = with(after.labels(), before.data(), before);
        var data = after.data().size() == 0 ? before.data() : after.data();
        DataRules.checkSame(relabelled, with(after.labels(), data, after));
        Find.current(secret.spec(), command.version());
        draft.put(Part.SECRET_SPEC, secret.id(), relabelled);
        return Receipt.of(secret.id().value());
    }

    /** {@code docker secret rm}. */
    public static Receipt remove(Command.RemoveSecret command, Fresh fresh, Draft draft) {
        var secret = Find.secret(draft, command.secret());
        var id = secret.id().value();
        DataRules.checkUnused(
                "secret",
                secret.spec().value().name(),
                draft,
                spec -> spec.secrets().stream().anyMatch(ref -> ref.secretID().equals(id)));
        draft.remove(Kind.SECRET, secret.id());
        return Receipt.of(id);
    }

    private static SecretSpec with(Map<String, String> labels, Payload data, SecretSpec rest) {
        return new SecretSpec(rest.name(), labels, data, rest.driver(), rest.templating());
    }

    private static void checkData(SecretSpec spec) {
        var driver = spec.driver();
        if (driver != null) {
            if (driver.name().isEmpty()) {
                throw Refusals.invalid("secret driver must have a name");
            }
            if (spec.data().size() > 0) {
                throw Refusals.invalid("secret with a driver must not have data");
            }
            return;
        }
        DataRules.checkSize("secret", spec.data().size(), MAX_SIZE);
    }
}
