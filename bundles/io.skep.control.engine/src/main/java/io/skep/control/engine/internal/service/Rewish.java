package io.skep.control.engine.internal.service;

import io.skep.control.Command;
import io.skep.control.Refusal.Code;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Service;
import io.skep.model.ServiceWish;
import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceSpec;
import java.time.Instant;

/** What a wish becomes by an update or a rollback. Source: swarm-behaviour SV-11, SV-12, JB-6. */
final class Rewish {

    private Rewish() {}

    static ServiceWish updated(
            Service service, Command.UpdateService command, ServiceSpec spec, Instant now) {
        var wish = service.wish().value();
        var job = spec.mode().job();
        return new ServiceWish(
                spec,
                command.version(),
                service.inForce(),
                service.versionInForce(),
                job ? wish.jobIteration() + 1 : 0,
                job ? now : null,
                false,
                auth(command, wish, service.id().value()),
                authInForce(service));
    }

    // an automatic rollback has used the previous wish up (swarm-behaviour 3, number 39)
    static ServiceWish rolledBack(Service service, Instant now) {
        var wish = service.wish().value();
        var previous = wish.previous();
        if (previous == null || service.rolledBack()) {
            throw noPrevious(service.id().value());
        }
        var job = previous.mode().job();
        return new ServiceWish(
                previous,
                wish.previousVersion(),
                wish.spec(),
                wish.specVersion(),
                job ? wish.jobIteration() + 1 : 0,
                job ? now : null,
                true,
                wish.previousAuth(),
                wish.registryAuth());
    }

    // SV-20
    private static Payload auth(Command.UpdateService command, ServiceWish wish, String id) {
        var from = command.registryAuthFrom();
        if (!from.isEmpty() && !from.equals("spec") && !from.equals("previous-spec")) {
            throw Refusals.plain(Code.INVALID, "invalid registryAuthFrom '%s'", from);
        }
        if (command.registryAuth().size() > 0) {
            return command.registryAuth();
        }
        if (!from.equals("previous-spec")) {
            return wish.registryAuth();
        }
        if (wish.previous() == null) {
            throw noPrevious(id);
        }
        return wish.previousAuth();
    }

    private static Payload authInForce(Service service) {
        var wish = service.wish().value();
        return service.versionInForce() == wish.specVersion()
                ? wish.registryAuth()
                : wish.previousAuth();
    }

    private static RuntimeException noPrevious(String id) {
        return Refusals.precondition("service %s does not have a previous spec", id);
    }
}
