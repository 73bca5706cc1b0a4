package io.skep.control.engine.internal.service;

import io.skep.control.engine.internal.answer.Refusals;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Mount;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tries the placeholders of a container, so that a mistake shows at once and not on a node. Source:
 * swarm-behaviour TP-1 to TP-4.
 */
final class Templates {

    private static final Pattern WORD =
            Pattern.compile(
                    "\"[^\"]*\"|`[^`]*`|-?\\d+|[|()]|(?<field>\\.[\\w.]*)"
                            + "|(?<name>[A-Za-z_]\\w*)|(?<other>\\S)");
    private static final List<String> FUNCTIONS =
            List.of("join", "index", "print", "println", "printf");
    private static final List<String> DATA = List.of("secret", "config");
    private static final String FILES =
            ": every inspect and every child process shows variables; mount it as a file and name"
                    + " that, as NAME_FILE=/run/secrets/NAME does";
    private static final Pattern FIELDS =
            Pattern.compile(
                    "\\.(?:Service(?:\\.(?:ID|Name|Labels))?|Task(?:\\.(?:ID|Name|Slot))?"
                            + "|Node(?:\\.(?:ID|Hostname|Platform(?:\\.(?:OS|Architecture))?))?)?");
    private static final String LABEL = ".Service.Labels.";

    private final Map<String, String> labels;

    Templates(Map<String, String> serviceLabels) {
        this.labels = serviceLabels;
    }

    void check(ContainerSpec container) {
        container.mounts().forEach(this::check);
        container.env().forEach(entry -> check(entry, "env"));
        check(container.hostname(), "hostname");
    }

    private void check(Mount mount) {
        check(mount.target(), "mounts");
        check(mount.source(), "mounts");
        var volume = mount.volumeOptions();
        if (volume == null) {
            return;
        }
        volume.labels().values().forEach(value -> check(value, "mounts"));
        var driver = volume.driverConfig();
        if (driver != null) {
            driver.options().values().forEach(value -> check(value, "mounts"));
        }
    }

    private void check(String text, String what) {
        int open = text.indexOf("{{");
        while (open >= 0) {
            int close = text.indexOf("}}", open);
            var wrong = close < 0 ? "unclosed action" : mistake(text.substring(open + 2, close));
            if (!wrong.isEmpty()) {
                throw Refusals.invalid(
                        "expanding %s failed: expanding \"%s\": template: expansion:1: %s",
                        what, text, wrong);
            }
            open = text.indexOf("{{", close + 2);
        }
    }

    /** What is wrong with an action; empty when nothing is. */
    private String mistake(String action) {
        var inside = action.replaceFirst("^- ", "").replaceFirst(" -$", "");
        if (inside.isBlank()) {
            return "missing value for command";
        }
        var words = WORD.matcher(inside.replace("\\\\", "").replace("\\\"", ""));
        while (words.find()) {
            var wrong = mistake(words);
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        return "";
    }

    private String mistake(Matcher word) {
        var field = word.group("field");
        if (field != null) {
            return ofField(field);
        }
        var name = word.group("name");
        if (name != null && !FUNCTIONS.contains(name)) {
            return "function \"" + name + "\" not defined" + (DATA.contains(name) ? FILES : "");
        }
        var other = word.group("other");
        return other == null ? "" : "unexpected \"" + other + "\" in command";
    }

    private String ofField(String field) {
        if (FIELDS.matcher(field).matches()) {
            return "";
        }
        if (!field.startsWith(LABEL)) {
            return "can't evaluate field " + field + " in type template.Context";
        }
        var key = field.substring(LABEL.length());
        return labels.containsKey(key) ? "" : "map has no entry for key \"" + key + "\"";
    }
}
