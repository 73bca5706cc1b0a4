package io.skep.agent.internal;

import io.skep.codec.Codec;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.TaskStatus;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.slice.Assignment;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.Transport;
import io.skep.transport.agent.AgentFrame;
import io.skep.transport.agent.Assignments;
import io.skep.transport.agent.Hello;
import io.skep.transport.agent.ManagerFrame;
import io.skep.transport.agent.Observations;
import io.skep.transport.agent.TaskOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A manager that a test plays. */
final class Manager implements ChannelSink {

    final List<Hello> hellos = new ArrayList<>();
    final List<Observations> observations = new ArrayList<>();
    final List<AgentFrame> frames = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final Transport transport;
    private final Loop loop;
    private Cancellable serving = () -> {};
    boolean commits = true;
    boolean loses;
    private Optional<NodeId> leader = Optional.empty();
    private long number;

    Manager(Transport transport, Loop loop) {
        this.transport = transport;
        this.loop = loop;
    }

    void serve() {
        serving =
                transport.serve(
                        AgentFrame.CHANNEL,
                        loop,
                        channel -> {
                            channels.add(channel);
                            number = 0;
                            return this;
                        });
    }

    /** From now on it sends agents to another one. */
    void leads(NodeId other) {
        leader = Optional.of(other);
    }

    void vanish() {
        serving.cancel();
    }

    @Override
    public void frame(byte[] bytes) {
        var frame = Codec.value(bytes, AgentFrame.class);
        frames.add(frame);
        if (frame.hello() != null) {
            hellos.add(frame.hello());
            leader.ifPresent(node -> say(ManagerFrame.elsewhere(node, List.of())));
        }
        if (frame.observations() != null) {
            observations.add(frame.observations());
            if (commits) {
                say(ManagerFrame.committed(frame.observations().number()));
            }
        }
    }

    @Override
    public void closed(String reason) {
        closed.add(reason);
    }

    void say(ManagerFrame frame) {
        raw(Codec.bytes(frame));
    }

    void raw(byte[] frame) {
        channels.get(channels.size() - 1).send(frame);
    }

    void beatAfter(Duration due) {
        var received =
                observations.isEmpty() ? 0 : observations.get(observations.size() - 1).number();
        say(ManagerFrame.beatAfter(due, 0, loses ? 0 : received));
    }

    void set(Assignment... all) {
        part(false, all);
    }

    void part(boolean more, Assignment... some) {
        say(ManagerFrame.of(new Assignments(++number, true, more, orders(some), List.of())));
    }

    void difference(List<TaskId> removed, Assignment... some) {
        say(ManagerFrame.of(new Assignments(++number, false, false, orders(some), removed)));
    }

    void lose() {
        number++;
    }

    private static List<TaskOrder> orders(Assignment... some) {
        return List.of(some).stream()
                .map(one -> new TaskOrder(one.task(), one.plan(), one.registryAuth()))
                .toList();
    }

    /** What it was told of each task, the newest. */
    Map<TaskId, TaskStatus> reported() {
        var all = new TreeMap<TaskId, TaskStatus>();
        observations.forEach(
                news -> news.tasks().forEach(report -> all.put(report.task(), report.status())));
        return all;
    }

    long beats() {
        return frames.stream().filter(AgentFrame::beat).count();
    }
}
