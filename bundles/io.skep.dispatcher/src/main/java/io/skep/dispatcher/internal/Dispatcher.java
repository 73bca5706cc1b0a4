package io.skep.dispatcher.internal;

import io.skep.dispatcher.internal.report.NodeEntry;
import io.skep.dispatcher.internal.report.Orphans;
import io.skep.dispatcher.internal.report.Scribe;
import io.skep.dispatcher.internal.report.TaskEntry;
import io.skep.dispatcher.internal.session.Absences;
import io.skep.dispatcher.internal.session.Desk;
import io.skep.dispatcher.internal.session.Machines;
import io.skep.dispatcher.internal.session.Pulse;
import io.skep.dispatcher.internal.session.Rhythm;
import io.skep.dispatcher.internal.session.Session;
import io.skep.dispatcher.internal.wiring.Switchboard;
import io.skep.lifecycle.DutyContext;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.ManagerStatus;
import io.skep.model.Node;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.Part;
import io.skep.model.Task;
import io.skep.model.TaskId;
import io.skep.model.View;
import io.skep.model.Writer;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Store;
import io.skep.store.Watcher;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.ManagerAddress;
import io.skep.transport.agent.Observations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every node its tasks and writes down what nodes observe. Knows only what the store knows
 * and which sessions are open. Owned by its loop.
 */
final class Dispatcher implements Desk, Watcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final String MISSED = "heartbeat failure";
    private static final String MISSED_SINCE = "heartbeat failure for node in \"unknown\" state";

    private final DutyContext context;
    private final Store store;
    private final Reception reception;
    private final Loop loop;
    private final Policy policy;
    private final Pulse pulse;
    private final Absences absences;
    private final Scribe scribe;
    private final Orphans orphans;
    private final Turnstile turnstile;
    private final SortedMap<NodeId, Session> sessions = new TreeMap<>();
    private final SortedMap<NodeId, Rhythm> rhythms = new TreeMap<>();
    private final List<Session> waiting = new ArrayList<>();
    private List<Cancellable> open = List.of();
    private List<ManagerAddress> managers = List.of();
    private View view;

    /** A dispatcher that has not started. */
    Dispatcher(DutyContext context, Store store, Reception reception, Machines machines) {
        this.context = context;
        this.store = store;
        this.reception = reception;
        this.loop = reception.loop();
        this.policy = new Policy(context.seams().entropy());
        this.pulse = new Pulse(loop, context.seams().time(), this::missed);
        this.absences = new Absences(loop, context.seams().time(), machines);
        this.scribe = new Scribe(store, loop, context.seams().time());
        this.orphans = new Orphans(loop, context.seams().time(), scribe, () -> view);
        this.turnstile = new Turnstile(context.seams().time());
        this.view = store.view();
    }

    /** Begins; completes when agents are served. */
    CompletionStage<Void> start() {
        var started = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    try {
                        begin();
                        started.complete(null);
                    } catch (RuntimeException failure) {
                        end();
                        started.completeExceptionally(failure);
                    }
                });
        return started;
    }

    private void begin() {
        var networks = Switchboard.begin(store, loop, reception.complaints());
        open =
                List.of(
                        store.watch(loop, this),
                        reception.direct(this::accept, networks::accept),
                        networks::end);
        view = store.view();
        managers = reception.managers();
        view.nodes().forEach(this::inherit);
    }

    /** What the leader before knew of a node is not known any more. Source: LF-2. */
    private void inherit(Node node) {
        if (node.state() == NodeState.DOWN) {
            orphans.await(node);
            return;
        }
        if (node.status() != null) {
            scribe.add(NodeEntry.unknown(node.id(), context.node()));
        }
        pulse.expect(node.id(), Policy.graceOfUnknown(view), MISSED_SINCE);
    }

    /** Ends; agents are told to look for another manager. */
    CompletionStage<Void> stop(Duration grace) {
        var stopped = new CompletableFuture<Void>();
        loop.execute(
                () -> {
                    var left = new ArrayList<>(sessions.keySet());
                    end();
                    loop.schedule(grace.dividedBy(2), () -> stopped.complete(null));
                    store.update(Writer.DISPATCHER, d -> NodeEntry.disconnect(left, d))
                            .whenComplete((count, failure) -> stopped.complete(null));
                });
        return stopped;
    }

    private void end() {
        open.forEach(Cancellable::cancel);
        pulse.end();
        absences.clear();
        scribe.end();
        orphans.end();
        var elsewhere = reception.elsewhere();
        waiting.addAll(sessions.values());
        sessions.clear(); // they end because this manager does; nobody is missed for that
        List.copyOf(waiting).forEach(session -> session.leave(elsewhere));
    }

    private ChannelSink accept(Channel channel) {
        return new Session(channel, this, reception.complaints());
    }

    @Override
    public void hello(Session session) {
        if (view.cluster().isEmpty()) {
            waiting.add(session); // the cluster is being founded, by this very node
        } else if (view.nodes().get(session.node()).isEmpty()) {
            reception.complaints().about(session.node(), "is not of this cluster", "not known");
            session.close("node " + session.node() + " is not of this cluster");
        } else if (turnstile.lets(session.node())) {
            admit(session);
        } else {
            alive(session.node(), policy.beat(view)); // too often is not dead
            session.close("node " + session.node() + " begins too many sessions");
        }
    }

    private void admit(Session session) {
        var node = session.node();
        log.debug("node {}: session begins", node);
        Optional.ofNullable(sessions.put(node, session))
                .ifPresent(before -> before.close("another session of node " + node + " began"));
        orphans.forget(node);
        absences.end(node);
        rhythm(node).begins(context.seams().time().nanos());
        lookAround();
        described(session);
        session.managers(managers);
        answer(session);
        wants(session);
    }

    private void admitWaiting() {
        if (view.cluster().isPresent() && !waiting.isEmpty()) {
            var heard = List.copyOf(waiting);
            waiting.clear();
            heard.forEach(this::hello);
        }
    }

    @Override
    public void described(Session session) {
        if (current(session)) {
            scribe.add(NodeEntry.ready(session.node(), session.hello(), asManager(session)));
        }
    }

    private ManagerStatus asManager(Session session) {
        var node = session.node();
        var leads = node.equals(context.node());
        var member = managers.stream().anyMatch(manager -> manager.node().equals(node));
        return new ManagerStatus(
                leads, leads || member ? "reachable" : "unknown", session.hello().endpoint());
    }

    @Override
    public void lives(Session session, boolean asks) {
        if (!current(session)) {
            return;
        }
        if (asks) {
            rhythm(session.node()).beats(context.seams().time().nanos());
            lookAround();
            answer(session);
        } else {
            alive(session.node(), policy.beat(view));
        }
    }

    private void answer(Session session) {
        var due = policy.beat(view);
        alive(session.node(), due);
        session.beatAfter(due);
    }

    private void alive(NodeId node, Duration due) {
        pulse.expect(node, Policy.grace(view, due, rhythm(node)), MISSED);
    }

    private Rhythm rhythm(NodeId node) {
        return rhythms.computeIfAbsent(node, any -> new Rhythm());
    }

    /** Nobody tells when the managers change; agents ask often enough. */
    private void lookAround() {
        var now = reception.managers();
        if (!now.equals(managers)) {
            managers = now;
            for (var session : List.copyOf(sessions.values())) {
                session.managers(now);
                described(session);
            }
        }
    }

    @Override
    public void observed(Session session, Observations observations) {
        if (!current(session)) {
            return;
        }
        var now = context.seams().time().now();
        observations
                .tasks()
                .forEach(report -> scribe.add(new TaskEntry(session.node(), report, now)));
        scribe.add(new Acknowledgement(session, observations));
    }

    /** Its machine is not asked then: who leaves the cluster does not come back. */
    @Override
    public void goodbye(Session session) {
        if (sessions.remove(session.node(), session)) {
            log.debug("node {}: says goodbye", session.node());
            scribe.add(NodeEntry.disconnected(session.node()));
            pulse.expect(session.node(), Policy.graceOfAbsent(view), MISSED);
        }
    }

    @Override
    public void wants(Session session) {
        if (current(session)) {
            session.send(view);
        }
    }

    /** The node keeps its state until it is missed; it gets more time than who is silent. */
    @Override
    public void ended(Session session) {
        waiting.remove(session);
        if (sessions.remove(session.node(), session)) {
            absences.begin(session.node());
            pulse.expect(session.node(), Policy.graceOfAbsent(view), MISSED);
        }
    }

    private boolean current(Session session) {
        return sessions.get(session.node()) == session;
    }

    private void missed(NodeId node, String why) {
        absences.judge(
                node,
                view,
                Policy.longestAbsence(view),
                mayBeAbsent -> {
                    if (mayBeAbsent) {
                        log.info("node {}: is away, its machine answers", node);
                        scribe.add(NodeEntry.absent(node, context.node()));
                        pulse.expect(node, Policy.graceOfAnswering(view), why);
                    } else {
                        lost(node, why);
                    }
                });
    }

    private void lost(NodeId node, String why) {
        log.warn("node {}: {}", node, why);
        absences.end(node);
        rhythms.remove(node); // it may be slow now: it is learned anew
        Optional.ofNullable(sessions.remove(node)).ifPresent(session -> session.close(why));
        scribe.add(NodeEntry.down(node, why, context.node()));
        view.nodes().get(node).ifPresent(orphans::await);
    }

    @Override
    public Set<Kind> kinds() { // what orders refer to is committed before the task that does
        return Set.of(Kind.CLUSTER, Kind.NODE, Kind.TASK);
    }

    @Override
    public void commit(Commit commit) {
        if (commit.after().index() <= view.index()) {
            return;
        }
        view = commit.after();
        commit.changes().forEach(change -> seen(change, commit));
        admitWaiting();
        sendAll();
    }

    /** Sending may end a session, so it goes over a copy. */
    private void sendAll() {
        List.copyOf(sessions.values()).forEach(session -> session.send(view));
    }

    private void seen(Change change, Commit commit) {
        if (change.puts(Part.TASK_STATUS)) {
            taskObserved(change.id(), commit);
        } else if (change.kind() == Kind.TASK) {
            taskChanged(change.id(), commit);
        } else if (change.kind() == Kind.NODE && change instanceof Change.Remove) {
            removed(new NodeId(change.id()));
        } else if (change.puts(Part.NODE_SPEC) || change.puts(Part.NODE_GRANT)) {
            appeared(new NodeId(change.id()));
        }
    }

    private void taskObserved(String id, Commit commit) {
        commit.after()
                .tasks()
                .get(id)
                .filter(Task::terminal)
                .map(task -> task.plan().value().nodeId())
                .map(sessions::get)
                .ifPresent(session -> session.ended(new TaskId(id)));
    }

    private void taskChanged(String id, Commit commit) {
        var task = commit.after().tasks().get(id).or(() -> commit.before().tasks().get(id));
        task.map(known -> known.plan().value().nodeId())
                .map(sessions::get)
                .ifPresent(session -> session.changed(new TaskId(id)));
    }

    private void removed(NodeId node) {
        pulse.forget(node);
        absences.end(node);
        rhythms.remove(node);
        turnstile.forget(node);
        orphans.forget(node);
        Optional.ofNullable(sessions.remove(node))
                .ifPresent(session -> session.close("node " + node + " was removed"));
    }

    /** A node's role may have changed, or it is new and must be heard of. */
    private void appeared(NodeId node) {
        var session = sessions.get(node);
        if (session != null) {
            described(session);
        } else if (view.nodes().get(node).filter(known -> known.status() == null).isPresent()) {
            pulse.expect(node, Policy.graceOfUnknown(view), MISSED_SINCE);
        }
    }

    @Override
    public void lagged(View now) {
        view = now;
        List.copyOf(sessions.keySet()).stream()
                .filter(node -> now.nodes().get(node).isEmpty())
                .forEach(this::removed);
        admitWaiting();
        sessions.values().forEach(Session::everything);
        sendAll();
    }
}
