package io.skep.runtime.engine.internal.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates one action: commands joined by pipes, each a function or a value. */
final class Action {

    private static final String WHERE = "template: expansion:1:";

    private final List<Token> words;
    private final Map<String, Object> facts;
    private final Library library;
    private int next;

    private Action(List<Token> words, Map<String, Object> facts, Library library) {
        this.words = words;
        this.facts = facts;
        this.library = library;
    }

    static String evaluate(List<Token> words, Map<String, Object> facts, Library library) {
        var action = new Action(words, facts, library);
        if (action.peek().kind() == Token.Kind.END) {
            throw new TemplateFailure("template: expansion:1: missing value for command");
        }
        var value = action.pipeline();
        if (action.peek().kind() != Token.Kind.END) {
            throw action.unexpected();
        }
        return Functions.text(value);
    }

    private Object pipeline() {
        Object value = command(null);
        while (peek().kind() == Token.Kind.PIPE) {
            next++;
            value = command(value);
        }
        return value;
    }

    private Object command(@Nullable Object piped) {
        if (peek().kind() != Token.Kind.NAME) {
            var value = operand();
            if (piped != null) {
                throw new TemplateFailure("template: expansion:1: non executable command in pipe");
            }
            return value;
        }
        var name = words.get(next++);
        var arguments = new ArrayList<Object>();
        while (startsOperand()) {
            arguments.add(operand());
        }
        if (piped != null) {
            arguments.add(piped);
        }
        return library.call(name.text(), arguments)
                .orElseGet(() -> Functions.call(name, arguments));
    }

    private boolean startsOperand() {
        return switch (peek().kind()) {
            case FIELD, LITERAL, OPEN -> true;
            case NAME, PIPE, CLOSE, END -> false;
        };
    }

    private Object operand() {
        var word = words.get(next++);
        return switch (word.kind()) {
            case LITERAL -> word.text();
            case FIELD -> field(word);
            case OPEN -> grouped();
            case NAME, PIPE, CLOSE, END -> {
                next--;
                throw unexpected();
            }
        };
    }

    private Object grouped() {
        var value = pipeline();
        if (peek().kind() != Token.Kind.CLOSE) {
            throw new TemplateFailure("template: expansion:1: unclosed left paren");
        }
        next++;
        return value;
    }

    private Object field(Token word) {
        Object at = facts;
        for (var name : word.text().substring(1).split("\\.")) {
            if (!name.isEmpty()) {
                at = member(at, name, word);
            }
        }
        return at;
    }

    private Object member(Object of, String name, Token word) {
        if (of instanceof Map<?, ?> map) {
            var value = map.get(name);
            if (value != null) {
                return value;
            }
            throw failed(
                    word,
                    word.text().startsWith(".Service.Labels.")
                            ? "map has no entry for key \"" + name + "\""
                            : "can't evaluate field " + name + " in type template.Context");
        }
        throw failed(word, "can't evaluate field " + name + " in type string");
    }

    static TemplateFailure failed(Token word, String why) {
        return new TemplateFailure(
                WHERE + word.at() + ": executing \"expansion\" at <" + word.text() + ">: " + why);
    }

    private TemplateFailure unexpected() {
        return new TemplateFailure(
                "template: expansion:1: unexpected \"" + peek().text() + "\" in operand");
    }

    private Token peek() {
        return words.get(next);
    }
}
