package io.skep.agent.internal.session;

import io.skep.model.TaskId;
import io.skep.model.TaskState;
import io.skep.model.TaskStatus;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Time;
import io.skep.slice.Slice;
import io.skep.transport.agent.Observations;
import io.skep.transport.agent.TaskReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports what was observed until the manager says that it is committed. The first change after
 * some quiet goes at once; what comes within 100 ms after a report goes together, unless nothing of
 * this node is on its way to running any more: then there is nothing to wait for. A new session
 * begins with everything. Belongs to its loop. Source: swarm-behaviour DI-5, TK-8.
 */
final class Reporter {

    private static final Duration PACE = Duration.ofMillis(100);
    private static final int MAX_TASKS = 1_000;
    private static final int MAX_CHARS = 256 * 1024;

    private final Slice slice;
    private final Loop loop;
    private final Time time;
    private final Consumer<Observations> sending;
    private final Map<TaskId, TaskStatus> committed = new HashMap<>();
    // what was observed when there was nothing to report
    private @Nullable SortedMap<TaskId, TaskStatus> told;
    private List<TaskReport> underWay = List.of();
    private Cancellable later = () -> {};
    private boolean waits;
    private boolean open;
    private long number;
    private long sentAt;

    Reporter(Slice slice, Loop loop, Time time, Consumer<Observations> sending) {
        this.slice = slice;
        this.loop = loop;
        this.time = time;
        this.sending = sending;
    }

    /** A session began: the manager is told everything. */
    void begin() {
        open = true;
        number = 0;
        sentAt = time.nanos() - PACE.toNanos();
        send();
    }

    /** No session. */
    void end() {
        open = false;
        waits = false;
        later.cancel();
        underWay = List.of();
        committed.clear();
        told = null;
    }

    /** The number of the last report. */
    long number() {
        return number;
    }

    /** Something may have been observed. */
    void wake() {
        if (!open || !underWay.isEmpty() || slice.observed() == told) {
            return;
        }
        var rest = PACE.minusNanos(time.nanos() - sentAt);
        if (rest.isNegative() || rest.isZero() || settled()) {
            later.cancel();
            send();
        } else if (!waits) {
            waits = true;
            later = loop.schedule(rest, this::send);
        }
    }

    private boolean settled() {
        return slice.observed().values().stream()
                .allMatch(status -> status.state().compareTo(TaskState.RUNNING) >= 0);
    }

    /** The manager has committed what was sent. */
    void committed(long upTo) {
        if (upTo == number && !underWay.isEmpty()) {
            underWay.forEach(report -> committed.put(report.task(), report.status()));
            underWay = List.of();
            committed.keySet().retainAll(slice.observed().keySet());
            wake();
        }
    }

    private void send() {
        waits = false;
        var observed = slice.observed();
        var news = news(observed);
        if (news.isEmpty()) {
            told = observed;
        } else {
            underWay = news;
            sentAt = time.nanos();
            sending.accept(new Observations(++number, news));
        }
    }

    private List<TaskReport> news(SortedMap<TaskId, TaskStatus> observed) {
        var news = new ArrayList<TaskReport>();
        int chars = 0;
        for (var entry : observed.entrySet()) {
            var status = entry.getValue();
            if (status.equals(committed.get(entry.getKey()))) {
                continue;
            }
            news.add(new TaskReport(entry.getKey(), status));
            chars += status.message().length() + status.err().length();
            if (news.size() == MAX_TASKS || chars > MAX_CHARS) {
                break;
            }
        }
        return news;
    }
}
