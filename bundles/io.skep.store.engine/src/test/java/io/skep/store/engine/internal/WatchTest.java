package io.skep.store.engine.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.skep.itests.sim.SimKernel;
import io.skep.model.Change;
import io.skep.model.Kind;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.store.Commit;
import io.skep.store.engine.internal.watch.Feed;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** STO-1: what watchers see. */
class WatchTest {

    private final SimKernel kernel = new SimKernel(1);
    private final Feed feed = new Feed();
    private final Rig.Diary diary = new Rig.Diary();
    private final Rig.Diary nodes =
            new Rig.Diary() {
                @Override
                public Set<Kind> kinds() {
                    return Set.of(Kind.NODE);
                }
            };
    private State state = State.EMPTY;

    private void commits(int count) {
        commits(count, Kind.CONFIG);
    }

    private void commits(int count, Kind touched) {
        for (int i = 0; i < count; i++) {
            var stamp = new Stamp(state.index() + 1, SimKernel.BEGIN);
            var changes = List.<Change>of(new Change.Remove(touched, "any"));
            var next = state.after(changes, stamp);
            feed.show(new Commit(stamp, changes, state, next));
            state = next;
        }
    }

    private static List<String> lines(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(index -> "commit " + index).toList();
    }

    @Test
    void STO_1_deliversEveryCommitInOrder() {
        commits(3);
        feed.watch(kernel.node("n").loop("w"), diary);
        commits(2);
        kernel.settle();
        commits(4);
        kernel.settle();

        assertEquals(lines(4, 9), diary.lines);
        for (int i = 1; i < diary.commits.size(); i++) {
            assertSame(diary.commits.get(i - 1).after(), diary.commits.get(i).before());
        }
    }

    @Test
    void STO_1_aWatcherMayBe10000CommitsBehind() {
        feed.watch(kernel.node("n").loop("w"), diary);

        commits(Feed.MOST);
        kernel.settle();

        assertEquals(lines(1, Feed.MOST), diary.lines);
    }

    @Test
    void STO_1_saysLaggedToOneThatIsFurtherBehindAndGoesOnFromThere() {
        feed.watch(kernel.node("n").loop("w"), diary);

        commits(Feed.MOST + 1);
        commits(2);
        kernel.settle();

        var index = Feed.MOST + 1;
        assertEquals(
                List.of("lagged " + index, "commit " + (index + 1), "commit " + (index + 2)),
                diary.lines);
    }

    @Test
    void STO_1_leavesOutWhatAWatcherDoesNotWant() {
        feed.watch(kernel.node("n").loop("w"), nodes);

        commits(2);
        commits(1, Kind.NODE);
        commits(2);
        commits(1, Kind.NODE);
        kernel.settle();
        commits(1, Kind.NODE);
        kernel.settle();

        assertEquals(List.of("commit 3", "commit 6", "commit 7"), nodes.lines);
    }

    @Test
    void STO_1_wakesNobodyForWhatNoneOfItsLoopWants() {
        feed.watch(kernel.node("n").loop("w"), nodes);
        kernel.settle();
        var before = kernel.steps();

        commits(3);
        kernel.settle();

        assertEquals(before, kernel.steps());
    }

    @Test
    void STO_1_whatAWatcherDoesNotWantNeverPutsItBehind() {
        feed.watch(kernel.node("n").loop("w"), nodes);

        commits(Feed.MOST + 1);
        commits(1, Kind.NODE);
        kernel.settle();

        var index = Feed.MOST + 2;
        assertEquals(lines(index, index), nodes.lines);
    }

    @Test
    void STO_1_aStateFromElsewhereIsALagForAll() {
        feed.watch(kernel.node("n").loop("w"), nodes);

        feed.jump(state.after(List.of(), new Stamp(77, SimKernel.BEGIN)));
        kernel.settle();

        assertEquals(List.of("lagged 77"), nodes.lines);
    }

    @Test
    void aStateFromElsewhereIsALag() {
        feed.watch(kernel.node("n").loop("w"), diary);
        commits(1);

        state = state.after(List.of(), new Stamp(77, SimKernel.BEGIN));
        feed.jump(state);
        commits(1);
        kernel.settle();

        assertEquals(List.of("commit 1", "lagged 77", "commit 78"), diary.lines);
    }

    @Test
    void tellsNothingAfterTheEnd() {
        var watch = feed.watch(kernel.node("n").loop("w"), diary);
        commits(1);
        kernel.settle();

        commits(1);
        watch.cancel();
        kernel.settle();

        assertEquals(lines(1, 1), diary.lines);
    }

    @Test
    void oneThatFailsDoesNotKeepOthersOnItsLoopFromReading() {
        var loop = kernel.node("n").loop("w");
        feed.watch(
                loop,
                new Rig.Diary() {
                    @Override
                    public void commit(Commit commit) {
                        throw new IllegalStateException("as tested");
                    }
                });
        feed.watch(loop, diary);

        commits(3);
        kernel.settle();

        assertEquals(lines(1, 3), diary.lines);
    }

    @Test
    void watchersOnOneLoopComeAndGo() {
        var loop = kernel.node("n").loop("w");
        for (int round = 1; round <= 5; round++) {
            var watch = feed.watch(loop, diary);
            commits(1);
            kernel.settle();
            watch.cancel();
            watch.cancel();
        }

        assertEquals(lines(1, 5), diary.lines);
    }

    @Test
    void oneThatFailsMissesNothingElse() {
        var seams = kernel.node("n");
        feed.watch(
                seams.loop("w"),
                new Rig.Diary() {
                    @Override
                    public void commit(Commit commit) {
                        diary.commit(commit);
                        throw new IllegalStateException("as tested");
                    }
                });

        commits(3);
        kernel.settle();

        assertEquals(lines(1, 3), diary.lines);
        assertEquals(3, seams.failures().size());
    }
}
