package io.skep.dispatcher.internal;

import io.skep.codec.Codec;
import io.skep.itests.net.SimNet;
import io.skep.model.NodeId;
import io.skep.model.TaskId;
import io.skep.model.TaskStatus;
import io.skep.seam.Loop;
import io.skep.transport.Channel;
import io.skep.transport.ChannelSink;
import io.skep.transport.ManagerAddress;
import io.skep.transport.agent.AgentFrame;
import io.skep.transport.agent.Assignments;
import io.skep.transport.agent.Hello;
import io.skep.transport.agent.ManagerFrame;
import io.skep.transport.agent.Observations;
import io.skep.transport.agent.TaskReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An agent that a test plays. */
final class Played implements ChannelSink {

    final List<Assignments> assignments = new ArrayList<>();
    final List<Long> committed = new ArrayList<>();
    final List<Duration> beats = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    List<ManagerAddress> managers = List.of();
    private ManagerFrame.Elsewhere elsewhere;
    boolean applies = true;
    private final Channel channel;
    private final NodeId node;
    private long number;

    Played(SimNet net, NodeId node, Loop loop) {
        this.node = node;
        this.channel = net.of(node).open(Samples.ME, AgentFrame.CHANNEL, loop, this);
    }

    Played hello() {
        say(
                AgentFrame.of(
                        new Hello(Samples.description(node.value()), "10.0.0.5", "10.0.0.5:2377")));
        return this;
    }

    void say(AgentFrame frame) {
        raw(Codec.bytes(frame));
    }

    void raw(byte[] frame) {
        channel.send(frame);
    }

    /** Whom it is sent to. */
    NodeId leader() {
        return elsewhere.leader();
    }

    void beat() {
        say(AgentFrame.beat(applied()));
    }

    void goodbye() {
        say(AgentFrame.goodbye(applied()));
        channel.close("goodbye");
    }

    void observed(String task, TaskStatus status) {
        observed(List.of(new TaskReport(new TaskId(task), status)));
    }

    void observed(List<TaskReport> reports) {
        say(AgentFrame.of(new Observations(++number, reports), applied()));
    }

    void apply() {
        say(AgentFrame.applied(applied()));
    }

    private long applied() {
        return applies && !assignments.isEmpty() ? newest().number() : 0;
    }

    Assignments newest() {
        return assignments.get(assignments.size() - 1);
    }

    List<String> names() {
        return newest().tasks().stream().map(order -> order.task().value()).toList();
    }

    @Override
    public void frame(byte[] bytes) {
        var frame = Codec.value(bytes, ManagerFrame.class);
        managers = frame.managers().isEmpty() ? managers : frame.managers();
        elsewhere = frame.elsewhere() == null ? elsewhere : frame.elsewhere();
        if (frame.beatAfter() != null) {
            beats.add(frame.beatAfter());
        }
        if (frame.committed() > 0) {
            committed.add(frame.committed());
        }
        if (frame.assignments() != null) {
            assignments.add(frame.assignments());
            if (applies) {
                apply();
            }
        }
    }

    @Override
    public void closed(String reason) {
        closed.add(reason);
    }
}
