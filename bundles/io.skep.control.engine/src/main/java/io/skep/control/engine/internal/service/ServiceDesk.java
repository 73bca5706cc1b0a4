package io.skep.control.engine.internal.service;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Find;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Kind;
import io.skep.model.Part;
import io.skep.model.ServiceId;
import io.skep.model.ServiceWish;
import io.skep.model.View;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceSpec;
import io.skep.store.Draft;

/** Creates, updates and removes services. */
public final class ServiceDesk {

    private ServiceDesk() {}

    /** {@code docker service create}. */
    public static Receipt create(Command.CreateService command, Fresh fresh, Draft draft) {
        var given = command.spec();
        var named =
                given.name().isEmpty()
                        ? given.withName(RandomName.free(draft, fresh.chance()))
                        : given;
        var id = new ServiceId(fresh.id());
        var spec = accepted(named, draft);
        checkFree(spec.name(), draft);
        PortRules.checkFree(id, spec, draft);
        draft.put(Part.SERVICE_SPEC, id, first(spec, command.registryAuth(), fresh, draft));
        return Receipt.of(id.value());
    }

    /** {@code docker service update}, {@code scale} and {@code rollback}. */
    public static Receipt update(Command.UpdateService command, Fresh fresh, Draft draft) {
        var service = Find.service(draft, command.service());
        var wish =
                switch (command.rollback()) {
                    case "previous" -> Rewish.rolledBack(service, fresh.now());
                    case "", "none" -> {
                        var spec = accepted(command.spec(), draft);
                        checkSame(service.spec(), spec);
                        yield Rewish.updated(service, command, spec, fresh.now());
                    }
                    default ->
                            throw Refusals.plain(
                                    Code.UNKNOWN,
                                    "unrecognized rollback option %s",
                                    command.rollback());
                };
        PortRules.checkFree(service.id(), wish.spec(), draft);
        Find.current(service.wish(), command.version());
        draft.put(Part.SERVICE_SPEC, service.id(), wish);
        return Receipt.of(service.id().value());
    }

    /** {@code docker service rm}. Source: swarm-behaviour SV-13. */
    public static Receipt remove(Command.RemoveService command, Fresh fresh, Draft draft) {
        var id = Find.service(draft, command.service()).id();
        draft.remove(Kind.SERVICE, id);
        return Receipt.of(id.value());
    }

    private static ServiceSpec accepted(ServiceSpec given, View view) {
        var spec = Defaults.of(given, view);
        ServiceRules.check(spec, view);
        return spec;
    }

    // SV-11: the number must differ from every later one, which are versions of parts and so higher
    private static ServiceWish first(ServiceSpec spec, Payload auth, Fresh fresh, View view) {
        var began = spec.mode().job() ? fresh.now() : null;
        return new ServiceWish(spec, view.index(), null, 0, 0, began, false, auth, Payload.EMPTY);
    }

    private static void checkFree(String name, View view) {
        if (view.services().taken(name)) {
            throw Refusals.exists(
                    "name conflicts with an existing object: service %s already exists", name);
        }
    }

    private static void checkSame(ServiceSpec before, ServiceSpec after) {
        if (!before.name().equals(after.name())) {
            throw Refusals.unimplemented("renaming services is not supported");
        }
        if (!before.mode().label().equals(after.mode().label())) {
            throw Refusals.unimplemented("service mode change is not allowed");
        }
    }
}
