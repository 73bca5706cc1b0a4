package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Filters;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerapi.internal.shape.DataShape;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.SecretSpec;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** {@code /secrets} and {@code /configs}. */
final class DataPages {

    private static final Set<String> FILTERS = Set.of("id", "label", "name", "names");

    private final Desk desk;

    DataPages(Control control) {
        this.desk = new Desk(control);
    }

    void on(Routes routes) {
        routes.get("/secrets", this::secrets);
        routes.get(
                "/secrets/{id}",
                ask -> desk.show(view -> DataShape.of(Find.secret(view, ask.capture("id")))));
        routes.post("/secrets/create", ask -> desk.create(secret(ask)));
        routes.post("/secrets/{id}/update", ask -> desk.carry(relabelledSecret(ask), 200));
        routes.delete(
                "/secrets/{id}",
                ask -> desk.carry(new Command.RemoveSecret(ask.capture("id")), 204));
        routes.get("/configs", this::configs);
        routes.get(
                "/configs/{id}",
                ask -> desk.show(view -> DataShape.of(Find.config(view, ask.capture("id")))));
        routes.post("/configs/create", ask -> desk.create(config(ask)));
        routes.post("/configs/{id}/update", ask -> desk.carry(relabelledConfig(ask), 200));
        routes.delete(
                "/configs/{id}",
                ask -> desk.carry(new Command.RemoveConfig(ask.capture("id")), 204));
    }

    private CompletionStage<Reply> secrets(Ask ask) {
        var filters = ask.filters(FILTERS);
        return desk.control()
                .read()
                .thenApply(
                        view ->
                                Desk.list(
                                        view.secrets(),
                                        secret ->
                                                fits(
                                                        filters,
                                                        secret.id().value(),
                                                        secret.spec().value().name(),
                                                        secret.spec().value().labels()),
                                        DataShape::of));
    }

    private CompletionStage<Reply> configs(Ask ask) {
        var filters = ask.filters(FILTERS);
        return desk.control()
                .read()
                .thenApply(
                        view ->
                                Desk.list(
                                        view.configs(),
                                        config ->
                                                fits(
                                                        filters,
                                                        config.id().value(),
                                                        config.spec().value().name(),
                                                        config.spec().value().labels()),
                                        DataShape::of));
    }

    private static boolean fits(
            Filters filters, String id, String name, Map<String, String> labels) {
        return filters.prefix("id", id)
                && filters.prefix("name", name)
                && filters.exactly("names", name)
                && filters.labels("label", labels);
    }

    private static Command secret(Ask ask) {
        return new Command.CreateSecret(ask.body(SecretSpec.class));
    }

    private static Command relabelledSecret(Ask ask) {
        var version = ask.index("secret");
        return new Command.UpdateSecret(ask.capture("id"), version, ask.body(SecretSpec.class));
    }

    private static Command config(Ask ask) {
        return new Command.CreateConfig(ask.body(ConfigSpec.class));
    }

    private static Command relabelledConfig(Ask ask) {
        var version = ask.index("config");
        return new Command.UpdateConfig(ask.capture("id"), version, ask.body(ConfigSpec.class));
    }
}
