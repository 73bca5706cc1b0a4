package io.skep.runtime.engine.internal.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: swarm-behaviour TP-1 to TP-4. */
class TemplateTest {

    private static final Map<String, Object> FACTS =
            Map.of(
                    "Service",
                            Map.of(
                                    "Name",
                                    "web",
                                    "Labels",
                                    new TreeMap<>(Map.of("a", "1", "b", "2"))),
                    "Node", Map.of("Platform", Map.of("OS", "linux")),
                    "Task", Map.of("Slot", "3"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "plain|plain",
                "{{.Service.Name}}|web",
                "{{ .Service.Name }}-{{.Task.Slot}}|web-3",
                "{{.Node.Platform.OS}}|linux",
                "{{.Service.Labels.a}}|1",
                "{{index .Service.Labels \"b\"}}|2",
                "{{index .Service.Labels \"missing\"}}x|x",
                "{{.Service.Labels}}|map[a:1 b:2]",
                "{{join \"-\" .Service.Name .Task.Slot}}|web-3",
                "{{printf \"%s/%q%%\" .Service.Name .Task.Slot}}|web/\"3\"%",
                "a {{- .Task.Slot -}} b|a3b",
                "{{/* nothing */}}x|x",
                "{{(join `,` \"x\" \"y\")}}|x,y",
                "{{5}}|5"
            })
    void expands(String template, String expanded) {
        assertEquals(expanded, Template.expand(template, FACTS));
    }

    @Test
    void passesValuesThroughPipes() {
        assertEquals("s-web", Template.expand("{{.Service.Name | printf \"s-%s\"}}", FACTS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{{.Service.Name|template: expansion:1: unclosed action",
                "{{}}|template: expansion:1: missing value for command",
                "{{.Cluster}}|template: expansion:1:2: executing \"expansion\" at <.Cluster>:"
                        + " can't evaluate field Cluster in type template.Context",
                "{{.Service.Labels.c}}|template: expansion:1:2: executing \"expansion\" at"
                        + " <.Service.Labels.c>: map has no entry for key \"c\"",
                "{{shout .Task.Slot}}|template: expansion:1: function \"shout\" not defined",
                "{{if .Task.Slot}}|template: expansion:1: \"if\" is not supported here",
                "{{.Task.Slot)}}|template: expansion:1: unexpected \")\" in operand",
                "{{(.Task.Slot}}|template: expansion:1: unclosed left paren",
                "{{$x}}|template: expansion:1: unexpected \"$\" in command"
            })
    void saysWhatIsWrong(String template, String error) {
        var failure = assertThrows(TemplateFailure.class, () -> Template.expand(template, FACTS));

        assertEquals(error, failure.getMessage());
    }
}
