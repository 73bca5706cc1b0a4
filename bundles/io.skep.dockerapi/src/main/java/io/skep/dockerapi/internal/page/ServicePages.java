package io.skep.dockerapi.internal.page;

import io.skep.control.Command;
import io.skep.control.Control;
import io.skep.control.Receipt;
import io.skep.dockerapi.internal.engine.EngineLink;
import io.skep.dockerapi.internal.route.Ask;
import io.skep.dockerapi.internal.route.Reply;
import io.skep.dockerapi.internal.route.Routes;
import io.skep.dockerjson.Find;
import io.skep.dockerjson.Lists;
import io.skep.dockerjson.RegistryAuth;
import io.skep.dockerjson.Rendering;
import io.skep.dockerjson.ServiceShape;
import io.skep.dockerjson.Shape;
import io.skep.dockerjson.SpecDefaults;
import io.skep.model.spec.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code /services}. */
final class ServicePages {

    private static final int STATUS_SINCE = 41;

    private final Desk desk;
    private final Pins pins;
    private final Rendering rendering = new Rendering();

    ServicePages(Control control, EngineLink engine) {
        this.desk = new Desk(control);
        this.pins = new Pins(engine);
    }

    void on(Routes routes) {
        routes.get("/services", this::list);
        routes.get("/services/{id}", this::inspect);
        routes.post("/services/create", this::create);
        routes.post("/services/{id}/update", this::update);
        routes.delete("/services/{id}", ask -> desk.carry(removal(ask), 200));
    }

    private CompletionStage<Reply> list(Ask ask) {
        boolean status = ask.strict("status") && ask.version().atLeast(STATUS_SINCE);
        return desk.list(
                ask,
                (view, filters) ->
                        status
                                ? Lists.servicesWithStatus(view, filters)
                                : Lists.services(view, filters, rendering));
    }

    private CompletionStage<Reply> inspect(Ask ask) {
        boolean defaults = ask.strict("insertDefaults");
        return desk.show(
                view -> {
                    Shape shape = ServiceShape.of(Find.service(view, ask.capture("id")));
                    return defaults ? SpecDefaults.insert(shape) : shape;
                });
    }

    private CompletionStage<Reply> create(Ask ask) {
        var auth = RegistryAuth.of(ask.header("x-registry-auth"));
        return submit(ask, spec -> new Command.CreateService(spec, auth))
                .thenApply(
                        receipt ->
                                Reply.json(
                                        201,
                                        warnings(new Shape().with("ID", receipt.id()), receipt)
                                                .node()));
    }

    private CompletionStage<Reply> update(Ask ask) {
        var version = ask.index("service");
        var auth = RegistryAuth.of(ask.header("x-registry-auth"));
        return submit(
                        ask,
                        spec ->
                                new Command.UpdateService(
                                        ask.capture("id"),
                                        version,
                                        spec,
                                        auth,
                                        ask.query("registryAuthFrom"),
                                        ask.query("rollback")))
                .thenApply(receipt -> Reply.ok(warnings(new Shape(), receipt).node()));
    }

    private CompletionStage<Receipt> submit(Ask ask, Function<ServiceSpec, Command> command) {
        return pins.pin(ask, ask.body(ServiceSpec.class))
                .thenCompose(
                        pinned ->
                                desk.control()
                                        .submit(command.apply(pinned.spec()))
                                        .thenApply(done -> with(done, pinned.warnings())));
    }

    private static Receipt with(Receipt done, List<String> more) {
        var all = new ArrayList<>(done.warnings());
        all.addAll(more);
        return new Receipt(done.id(), all);
    }

    private static Shape warnings(Shape shape, Receipt receipt) {
        return shape.with("Warnings", receipt.warnings().isEmpty() ? null : receipt.warnings());
    }

    private static Command removal(Ask ask) {
        return new Command.RemoveService(ask.capture("id"));
    }
}
