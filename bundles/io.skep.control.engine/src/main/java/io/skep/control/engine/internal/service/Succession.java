package io.skep.control.engine.internal.service;

import io.skep.control.Command;
import io.skep.control.engine.internal.answer.Fresh;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.Config;
import io.skep.model.ConfigId;
import io.skep.model.Part;
import io.skep.model.Secret;
import io.skep.model.SecretId;
import io.skep.model.Service;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.store.Draft;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Beyond Docker: a secret or config that is made with label {@code skep.replaces} takes the place
 * of the one it names, in all services, at the same targets. In the same commit; each service
 * changes under its own update policy. The one before stays.
 */
public final class Succession {

    private static final String LABEL = "skep.replaces";

    private Succession() {}

    /** What follows from a new secret. */
    public static void begin(SecretId id, SecretSpec spec, Fresh fresh, Draft draft) {
        replaced(spec.labels())
                .ifPresent(
                        name -> {
                            var before =
                                    draft.secrets().stream()
                                            .filter(s -> s.spec().value().name().equals(name))
                                            .findFirst()
                                            .map(Secret::id)
                                            .orElseThrow(() -> missing("secret", name));
                            change(draft, fresh, c -> successor(c, before, id, spec.name()));
                        });
    }

    /** What follows from a new config. */
    public static void begin(ConfigId id, ConfigSpec spec, Fresh fresh, Draft draft) {
        replaced(spec.labels())
                .ifPresent(
                        name -> {
                            var before =
                                    draft.configs().stream()
                                            .filter(c -> c.spec().value().name().equals(name))
                                            .findFirst()
                                            .map(Config::id)
                                            .orElseThrow(() -> missing("config", name));
                            change(draft, fresh, c -> successor(c, before, id, spec.name()));
                        });
    }

    private static Optional<String> replaced(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(LABEL));
    }

    private static RuntimeException missing(String kind, String name) {
        return Refusals.invalid("%s not found: %s", kind, name);
    }

    private static ContainerSpec successor(
            ContainerSpec container, SecretId before, SecretId id, String name) {
        var secrets =
                container.secrets().stream()
                        .map(
                                ref ->
                                        ref.secretID().equals(before.value())
                                                ? new SecretReference(ref.file(), id.value(), name)
                                                : ref)
                        .toList();
        return container.withFiles(secrets, container.configs());
    }

    private static ContainerSpec successor(
            ContainerSpec container, ConfigId before, ConfigId id, String name) {
        var configs =
                container.configs().stream()
                        .map(
                                ref ->
                                        ref.configID().equals(before.value())
                                                ? new ConfigReference(
                                                        ref.file(), ref.runtime(), id.value(), name)
                                                : ref)
                        .toList();
        return container.withFiles(container.secrets(), configs);
    }

    private static void change(Draft draft, Fresh fresh, UnaryOperator<ContainerSpec> successor) {
        for (var service : draft.services().stream().toList()) {
            var container = service.spec().taskTemplate().containerSpec();
            if (container != null) {
                change(service, successor.apply(container), fresh, draft);
            }
        }
    }

    private static void change(Service service, ContainerSpec container, Fresh fresh, Draft draft) {
        var spec = with(service.spec(), container);
        if (spec.equals(service.spec())) {
            return;
        }
        var update =
                new Command.UpdateService(
                        service.id().value(),
                        service.wish().version(),
                        spec,
                        Payload.EMPTY,
                        "",
                        "");
        draft.put(
                Part.SERVICE_SPEC,
                service.id(),
                Rewish.updated(service, update, spec, fresh.now()));
    }

    private static ServiceSpec with(ServiceSpec spec, ContainerSpec container) {
        var task = spec.taskTemplate();
        return new ServiceSpec(
                spec.name(),
                spec.labels(),
                new TaskSpec(
                        container,
                        task.resources(),
                        task.restartPolicy(),
                        task.placement(),
                        task.networks(),
                        task.logDriver(),
                        task.forceUpdate(),
                        task.runtime()),
                spec.mode(),
                spec.updateConfig(),
                spec.rollbackConfig(),
                spec.networks(),
                spec.endpointSpec());
    }
}
