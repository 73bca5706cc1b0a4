package io.skep.dispatcher.internal.wiring;

import io.skep.dispatcher.internal.session.Complaints;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Network;
import io.skep.model.NetworkId;
import io.skep.model.NodeId;
import io.skep.model.ServiceId;
import io.skep.model.TaskId;
import io.skep.model.View;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Passage;
import io.skep.model.net.Span;
import io.skep.model.net.Wiring;
import io.skep.model.spec.Addressing;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.store.Commit;
import io.skep.store.Store;
import io.skep.store.Watcher;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells every node what it is to know of networks, and its tasks when they may start and stop.
 * Knows only what the store knows and what nodes acknowledged; a new leader works it out again.
 * Owned by its loop.
 */
public final class Switchboard implements Watcher, Atlas.Reader, Line.Exchange, Gates.Site {

    private final Atlas atlas;
    private final Gates gates;
    private final Complaints complaints;
    private final Loop loop;
    private final SortedMap<NodeId, Line> lines = new TreeMap<>();
    private final SortedSet<NodeId> told = new TreeSet<>();
    private Cancellable watch = () -> {};
    private View view;

    private Switchboard(Store store, Loop loop, Complaints complaints) {
        this.complaints = complaints;
        this.loop = loop;
        this.view = store.view();
        this.atlas = new Atlas(this, view);
        this.gates = new Gates(loop, atlas, this);
    }

    /** Begins, on its loop. */
    public static Switchboard begin(Store store, Loop loop, Complaints complaints) {
        var begun = new Switchboard(store, loop, complaints);
        begun.watch = store.watch(loop, begun);
        begun.lagged(store.view());
        return begun;
    }

    /** Ends; nodes keep what they know. */
    public void end() {
        watch.cancel();
        gates.end();
        List.copyOf(lines.values()).forEach(line -> line.close("this manager does not lead"));
    }

    /** An agent opened a channel. */
    public ChannelSink accept(Channel channel) {
        return new Line(channel, this, complaints, loop);
    }

    @Override
    public Set<Kind> kinds() {
        return EnumSet.complementOf(EnumSet.of(Kind.SECRET, Kind.CONFIG));
    }

    @Override
    public void commit(Commit commit) {
        if (commit.after().index() <= view.index()) {
            return;
        }
        see(commit.after());
        commit.changes().forEach(change -> seen(change, commit));
        flush();
    }

    @Override
    public void lagged(View now) {
        see(now);
        atlas.everything();
        gates.checkAll();
        flush();
    }

    private void see(View now) {
        view = now;
        atlas.view(now);
    }

    private void seen(Change change, Commit commit) {
        switch (change.kind()) {
            case TASK -> atlas.task(new TaskId(change.id()));
            case SERVICE -> atlas.service(new ServiceId(change.id()));
            case NETWORK -> network(new NetworkId(change.id()), commit);
            case NODE -> node(new NodeId(change.id()));
            case CLUSTER, SECRET, CONFIG -> {} // they change nothing here
        }
    }

    /** How far its addresses were given is nothing to anybody here. */
    private void network(NetworkId id, Commit commit) {
        if (!Network.isAlike(id, commit.before(), commit.after())) {
            atlas.network(id);
        }
    }

    private void node(NodeId node) {
        atlas.node(node);
        gates.checkAll();
        if (view.nodes().get(node).isEmpty()) {
            Optional.ofNullable(lines.get(node))
                    .ifPresent(line -> line.close("node " + node + " was removed"));
        }
    }

    @Override
    public void flush() {
        var some = List.copyOf(told);
        told.clear();
        for (var node : some) {
            Optional.ofNullable(lines.get(node)).ifPresent(Line::send);
        }
    }

    @Override
    public void tell(NodeId node, String key) {
        var line = lines.get(node);
        if (line != null) {
            line.tell(key);
            told.add(node);
        }
    }

    @Override
    public void tell(NodeId node, TaskId task) {
        tell(node, task.value());
    }

    @Override
    public void moved(TaskId task) {
        gates.moved(task);
    }

    @Override
    public View view() {
        return view;
    }

    @Override
    public boolean knows(NodeId node, String key) {
        var line = lines.get(node);
        return line != null && line.knows(key);
    }

    @Override
    public List<String> keys(NodeId node) {
        var keys = new ArrayList<>(atlas.keys(node));
        keys.addAll(gates.keys(node));
        return keys;
    }

    @Override
    public Wiring.News news(NodeId node, List<String> keys) {
        var spans = new ArrayList<Span>();
        var endpoints = new ArrayList<Endpoint>();
        var frontends = new ArrayList<Frontend>();
        var passages = new ArrayList<Passage>();
        var removed = new ArrayList<String>();
        for (var key : keys) {
            int before = spans.size() + endpoints.size() + frontends.size() + passages.size();
            if (key.indexOf('/') < 0) {
                atlas.span(node, new NetworkId(key)).ifPresent(spans::add);
                gates.passage(node, new TaskId(key)).ifPresent(passages::add);
            } else {
                atlas.endpoint(node, key).ifPresent(endpoints::add);
                atlas.frontend(node, key).ifPresent(frontends::add);
            }
            if (spans.size() + endpoints.size() + frontends.size() + passages.size() == before) {
                removed.add(key);
            }
        }
        return new Wiring.News(spans, endpoints, frontends, passages, removed);
    }

    @Override
    public int port() {
        return view.cluster()
                .map(cluster -> cluster.spec().value().addressing())
                .orElse(Addressing.DEFAULT)
                .dataPathPort();
    }

    @Override
    public void realised(Line line, List<String> keys) {
        gates.realised(keys);
        flush();
    }

    @Override
    public void opened(Line line) {
        if (view.nodes().get(line.node()).isEmpty()) {
            line.close("node " + line.node() + " is not of this cluster");
            return;
        }
        Optional.ofNullable(lines.put(line.node(), line))
                .ifPresent(before -> before.close("another channel was opened"));
    }

    @Override
    public void ended(Line line) {
        lines.remove(line.node(), line);
    }
}
