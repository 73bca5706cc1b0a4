package io.skep.control.engine.internal.object;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Names;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.SecretId;
import io.skep.model.spec.SecretSpec;
import io.skep.store.Draft;
import java.util.Objects;

/** Creates, relabels and removes secrets. Source: swarm-behaviour SE-1 to SE-5. */
public final class SecretDesk {

    private static final int MAX_SIZE = 512_000;

    private SecretDesk() {}

    /** {@code docker secret create}. */
    public static Receipt create(Command.CreateSecret command, Fresh fresh, Draft draft) {
        var spec = command.spec();
        Names.data(spec.name());
        checkData(spec);
        if (Find.taken(draft.secrets(), secret -> secret.spec().value().name(), spec.name())) {
            throw Refusals.exists("secret %s already exists", spec.name());
        }
        var id = new SecretId(fresh.id());
        draft.put(Part.SECRET_SPEC, id, spec);
        return Receipt.of(id.value());
    }

    /** New labels. */
    public static Receipt update(Command.UpdateSecret command, Fresh fresh, Draft draft) {
        var secret = Find.secret(draft, command.secret());
        var before = secret.spec().value();
        var after = command.spec();
        checkSame(before, after);
        Find.current(secret.spec(), command.version());
        var relabelled =
                new SecretSpec(
                        before.name(),
                        after.labels(),
                        before.data(),
                        before.driver(),
                        before.templating());
        draft.put(Part.SECRET_SPEC, secret.id(), relabelled);
        return Receipt.of(secret.id().value());
    }

    /** {@code docker secret rm}. */
    public static Receipt remove(Command.RemoveSecret command, Fresh fresh, Draft draft) {
        var secret = Find.secret(draft, command.secret());
        var users =
                InUse.by(
                        draft,
                        container ->
                                container.secrets().stream()
                                        .anyMatch(
                                                ref -> ref.secretID().equals(secret.id().value())));
        InUse.check("secret", secret.spec().value().name(), users);
        draft.remove(Kind.SECRET, secret.id());
        return Receipt.of(secret.id().value());
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
        if (spec.data().size() < 1 || spec.data().size() > MAX_SIZE) {
            throw Refusals.invalid("secret data must be larger than 0 and less than 512000 bytes");
        }
    }

    private static void checkSame(SecretSpec before, SecretSpec after) {
        var same =
                before.name().equals(after.name())
                        && (after.data().size() == 0 || after.data().equals(before.data()))
                        && Objects.equals(before.driver(), after.driver())
                        && Objects.equals(before.templating(), after.templating());
        if (!same) {
            throw Refusals.invalid("only updates to Labels are allowed");
        }
    }
}
