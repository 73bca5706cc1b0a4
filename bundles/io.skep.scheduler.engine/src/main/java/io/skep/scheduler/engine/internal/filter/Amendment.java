package io.skep.scheduler.engine.internal.filter;

import io.skep.model.Constraint;
import io.skep.model.spec.NodeRole;
import io.skep.scheduler.engine.internal.fleet.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The smallest changes that make placement constraints hold on a node: another label or role of the
 * node where all constraints on it can hold together, else those constraints less that do not.
 */
final class Amendment {

    private static final String LABEL = "node.labels.";
    private static final String ROLE = "node.role";

    private final Refusal refusal;
    private final List<Constraint> all;
    private final List<String> texts;

    Amendment(Need need, Refusal refusal) {
        this.refusal = refusal;
        this.all = need.constraints();
        this.texts = refusal.plan().spec().placementOrAnywhere().constraints();
    }

    List<Fix> fixes() {
        var fixes = new ArrayList<Fix>();
        var done = new TreeSet<String>();
        for (int at = 0; at < all.size(); at++) {
            var constraint = all.get(at);
            if (constraint.matches(refusal.node().node())) {
                continue;
            }
            var other = other(constraint);
            if (done.add(other.isEmpty() ? texts.get(at) : subject(constraint))) {
                fixes.add(other.orElse(less(texts.get(at))));
            }
        }
        return fixes;
    }

    private Fix less(String text) {
        return new Fix(not(text), refusal.update("--constraint-rm " + quoted(text)), Fix.WISH);
    }

    /** Another label or role of the node with which all constraints on it hold. */
    private Optional<Fix> other(Constraint constraint) {
        var subject = subject(constraint);
        if (subject.startsWith(LABEL)) {
            return label(subject, subject.substring(LABEL.length()));
        }
        return subject.equals(ROLE) ? role(subject) : Optional.empty();
    }

    private Optional<Fix> label(String subject, String label) {
        var without = Stream.of("");
        var wanted = about(subject).filter(Constraint::equal).map(Constraint::value);
        return Stream.concat(without, wanted)
                .filter(value -> allHold(subject, value))
                .findFirst()
                .map(
                        value ->
                                value.isEmpty()
                                        ? "--label-rm " + word(label)
                                        : "--label-add " + word(label + "=" + value))
                .map(flag -> "docker node update " + flag + " " + refusal.nodeName())
                .map(change -> new Fix(broken(subject), change, Fix.SETTING));
    }

    private Optional<Fix> role(String subject) {
        boolean manages = refusal.node().node().spec().value().role() == NodeRole.MANAGER;
        var other = manages ? NodeRole.WORKER : NodeRole.MANAGER;
        if (!allHold(subject, other.name()) || manages && managers() == 1) {
            return Optional.empty();
        }
        var change = "docker node " + (manages ? "demote " : "promote ") + refusal.nodeName();
        return Optional.of(new Fix(broken(subject), change, Fix.ROOM));
    }

    private long managers() {
        return refusal.view().nodes().stream()
                .filter(node -> node.spec().value().role() == NodeRole.MANAGER)
                .count();
    }

    private boolean allHold(String subject, String value) {
        return about(subject)
                .allMatch(other -> other.value().equalsIgnoreCase(value) == other.equal());
    }

    /** What is not so on the node, of one subject. */
    private String broken(String subject) {
        return not(
                String.join(
                        ", ",
                        about(subject)
                                .filter(constraint -> !constraint.matches(refusal.node().node()))
                                .map(Constraints::text)
                                .toList()));
    }

    private static String not(String text) {
        return "not " + text;
    }

    private Stream<Constraint> about(String subject) {
        return all.stream().filter(other -> subject(other).equals(subject));
    }

    /** What a constraint looks at. Names of labels are told apart by case; other keys are not. */
    private static String subject(Constraint constraint) {
        var key = constraint.key();
        boolean label =
                key.length() > LABEL.length()
                        && key.regionMatches(true, 0, LABEL, 0, LABEL.length());
        return label ? LABEL + key.substring(LABEL.length()) : key.toLowerCase(Locale.ROOT);
    }

    private static String word(String text) {
        return text.matches("[\\w./:=-]+") ? text : quoted(text);
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
