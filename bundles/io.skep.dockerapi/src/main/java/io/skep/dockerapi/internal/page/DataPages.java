package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.DataShape;
import io.skep.dockerjson.Find;
import io.skep.dockerjson.Lists;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.SecretSpec;

/** {@code /secrets} and {@code /configs}. */
final class DataPages {

    private final Desk desk;

    DataPages(Control control) {
        this.desk = new Desk(control);
    }

    void on(Routes routes) {
        routes.get("/secrets", ask -> desk.list(ask, Lists::secrets));
        routes.get(
                "/secrets/{id}",
                ask -> desk.show(view -> DataShape.of(Find.secret(view, ask.capture("id")))));
        routes.post("/secrets/create", ask -> desk.create(secret(ask)));
        routes.post("/secrets/{id}/update", ask -> desk.carry(relabelledSecret(ask), 200));
        routes.delete(
                "/secrets/{id}",
                ask -> desk.carry(new Command.RemoveSecret(ask.capture("id")), 204));
        routes.get("/configs", ask -> desk.list(ask, Lists::configs));
        routes.get(
                "/configs/{id}",
                ask -> desk.show(view -> DataShape.of(Find.config(view, ask.capture("id")))));
        routes.post("/configs/create", ask -> desk.create(config(ask)));
        routes.post("/configs/{id}/update", ask -> desk.carry(relabelledConfig(ask), 200));
        routes.delete(
                "/configs/{id}",
                ask -> desk.carry(new Command.RemoveConfig(ask.capture("id")), 204));
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
