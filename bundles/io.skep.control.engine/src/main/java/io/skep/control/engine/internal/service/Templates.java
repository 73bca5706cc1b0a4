package io.skep.control.engine.internal.service;

import io.skep.control.Refusal;
import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Mount;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tries the placeholders of a container, so that a mistake shows at once and not on a node. Source:
 * swarm-behaviour TP-1 to TP-4.
 */
final class Templates {

    private static final String WHERE = "template: expansion:1: ";
    private static final Pattern WORD =
            Pattern.compile(
                    "\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|-?\\d+|[|()]|(?<field>\\.[\\w.]*)"
                            + "|(?<name>[A-Za-z_]\\w*)|(?<other>\\S)");
    private static final List<String> FUNCTIONS =
            List.of("join", "index", "print", "println", "printf");
    private static final List<String> FIELDS =
            List.of(
                    ".",
                    ".Service",
                    ".Service.ID",
                    ".Service.Name",
                    ".Service.Labels",
                    ".Node",
                    ".Node.ID",
                    ".Node.Hostname",
                    ".Node.Platform",
                    ".Node.Platform.OS",
                    ".Node.Platform.Architecture",
                    ".Task",
                    ".Task.ID",
                    ".Task.Name",
                    ".Task.Slot");
    private static final String LABEL = ".Service.Labels.";

    private final Map<String, String> labels;

    Templates(Map<String, String> serviceLabels) {
        this.labels = serviceLabels;
    }

    void check(ContainerSpec container) {
        container.mounts().forEach(this::check);
        container
                .env()
                .forEach(
                        entry ->
                                check(
                                        entry,
                                        "expanding env failed: expanding env \"" + entry + "\": "));
        check(container.hostname(), "expanding hostname failed: ");
    }

    private void check(Mount mount) {
        var context = "expanding mounts failed: expanding mount ";
        check(mount.target(), context + "target \"" + mount.target() + "\": ");
        check(mount.source(), context + "source \"" + mount.source() + "\": ");
        var volume = mount.volumeOptions();
        if (volume == null) {
            return;
        }
        volume.labels().values().forEach(value -> check(value, context + "labels: "));
        var driver = volume.driverConfig();
        if (driver != null) {
            driver.options().values().forEach(value -> check(value, context + "driver: "));
        }
    }

    private void check(String text, String context) {
        int open = text.indexOf("{{");
        while (open >= 0) {
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw failed(context, "unclosed action");
            }
            checkAction(text.substring(open + 2, close), context);
            open = text.indexOf("{{", close + 2);
        }
    }

    private void checkAction(String action, String context) {
        var inside = action.replaceFirst("^- ", "").replaceFirst(" -$", "");
        if (inside.isBlank()) {
            throw failed(context, "missing value for command");
        }
        var words = WORD.matcher(inside);
        while (words.find()) {
            if (words.group("other") != null) {
                throw failed(context, "unexpected \"" + words.group("other") + "\" in command");
            }
            checkName(words.group("name"), context);
            checkField(words.group("field"), context);
        }
    }

    private static void checkName(@Nullable String name, String context) {
        if (name != null && !FUNCTIONS.contains(name)) {
            throw failed(context, "function \"" + name + "\" not defined");
        }
    }

    private void checkField(@Nullable String field, String context) {
        if (field == null || FIELDS.contains(field)) {
            return;
        }
        if (!field.startsWith(LABEL)) {
            throw failed(context, "can't evaluate field " + field + " in type template.Context");
        }
        var key = field.substring(LABEL.length());
        if (!labels.containsKey(key)) {
            throw failed(context, "map has no entry for key \"" + key + "\"");
        }
    }

    private static Refusal failed(String context, String why) {
        return Refusals.invalid(context + WHERE + why);
    }
}
