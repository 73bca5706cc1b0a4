package io.skep.itests.blackbox;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Docker Engine API definition, and what answers do not keep to it. Fields beyond the definition
 * are allowed; paths it does not know are findings.
 */
final class Definition {

    private static final Pattern VERSION = Pattern.compile("^/v[0-9]+\\.[0-9]+");

    /**
     * Where Docker's engine answers otherwise than the definition: states of a rollback, {@code ID}
     * instead of {@code Id} of what was made, logs that are empty.
     */
    private static final Pattern GAP =
            Pattern.compile(
                    "UpdateStatus/State.*\"rollback_(started|paused|completed)\""
                            + "|missing required properties \\(\\[\"Id\"\\]\\)"
                            + "|/logs' defines a response schema but no response body found");

    private final OpenApiInteractionValidator validator;

    private Definition(OpenApiInteractionValidator validator) {
        this.validator = validator;
    }

    /** The definition that property {@code skep.conformance} names. */
    static Optional<Definition> given() {
        return Optional.ofNullable(System.getProperty("skep.conformance"))
                .filter(file -> !file.isEmpty())
                .map(file -> read(Path.of(file)));
    }

    static Definition read(Path file) {
        var levels =
                LevelResolver.create()
                        .withLevel(
                                "validation.response.body.schema.additionalProperties",
                                ValidationReport.Level.IGNORE)
                        .withLevel(
                                "validation.response.status.unknown", ValidationReport.Level.IGNORE)
                        .withLevel(
                                "validation.schema.additionalProperties",
                                ValidationReport.Level.IGNORE)
                        .build();
        return new Definition(
                OpenApiInteractionValidator.createFor(file.toString())
                        .withBasePathOverride("/")
                        .withLevelResolver(levels)
                        .build());
    }

    /** What is wrong with these exchanges, each finding once. */
    List<String> findings(List<Exchange> exchanges) {
        var findings =
                exchanges.stream()
                        .filter(exchange -> !exchange.method().equals("HEAD"))
                        .flatMap(this::findings)
                        .toList();
        return List.copyOf(new TreeSet<>(findings));
    }

    private Stream<String> findings(Exchange exchange) {
        var path = VERSION.matcher(exchange.uri()).replaceFirst("").replaceFirst("\\?.*", "");
        var response = SimpleResponse.Builder.status(exchange.status());
        if (!exchange.type().isEmpty() && !exchange.body().isEmpty()) {
            response.withContentType(exchange.type()).withBody(withoutNulls(exchange));
        }
        var method = Request.Method.valueOf(exchange.method());
        return validator.validateResponse(path, method, response.build()).getMessages().stream()
                .filter(message -> message.getLevel() != ValidationReport.Level.IGNORE)
                .filter(message -> !GAP.matcher(message.getMessage()).find())
                .map(
                        message ->
                                exchange.method()
                                        + " "
                                        + shape(path)
                                        + ": "
                                        + message.getMessage());
    }

    /** Docker itself writes null for lists that are empty, whatever its definition says. */
    private static String withoutNulls(Exchange exchange) {
        if (!exchange.type().startsWith("application/json")) {
            return exchange.body();
        }
        var tree = Skep.json(exchange.body());
        drop(tree);
        return tree.toString();
    }

    private static void drop(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream().filter(name -> object.get(name).isNull()).forEach(object::remove);
        }
        tree.forEach(Definition::drop);
    }

    /** Ids and names differ from run to run; the shape of the path does not. */
    private static String shape(String path) {
        return path.replaceAll("[0-9a-z]{12,}", "ID");
    }
}
