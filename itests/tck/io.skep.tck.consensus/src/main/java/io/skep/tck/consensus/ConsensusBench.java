package io.skep.tck.consensus;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusException;
import io.skep.consensus.ConsensusSink;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugProvider;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens groups of one on a loop as their host does, and cleans up behind each test. */
public abstract class ConsensusBench {

    /** The id of the one member. */
    protected static final String MEMBER = "m1";

    /** Time enough for something that must not happen. */
    protected static final Duration A_WHILE = Duration.ofMillis(300);

    /** An opened member and its host. */
    protected record Opened(Consensus plug, KitHost host) {}

    private final List<Opened> opened = new ArrayList<>();

    /** The directory of this test. */
    @TempDir protected Path directory;

    private SystemSeams seams;
    private Loop loop;
    private long epoch;
    private long acknowledged;

    /** For JUnit, which fills the rest before each test. */
    @SuppressWarnings("NullAway.Init")
    protected ConsensusBench() {}

    /**
     * The plug that is to be judged. Members opened in one directory are one member, opened again.
     */
    protected abstract PlugProvider<Consensus, ConsensusSink> provider();

    /** Settings it is opened with, besides the member's id. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** How long a verb, an election or a call of the sink may take. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @BeforeEach
    final void setUpBench() throws Exception {
        seams = new SystemSeams(directory.resolve("node"), 8);
        loop = seams.loop("kit");
        ask(() -> CompletableFuture.completedFuture("the loop's thread runs"));
    }

    @AfterEach
    final void closeWhatWasOpened() throws Exception {
        try {
            for (var each : opened) {
                ask(each.plug()::close);
            }
        } finally {
            loop.close();
            seams.close();
        }
    }

    /** Where the member's files are. */
    protected final Path home() {
        return directory.resolve("consensus");
    }

    /** A member that was only opened. */
    protected final Opened dormant() {
        return dormant(home());
    }

    /** A member that was only opened, with another home. */
    protected final Opened dormant(Path home) {
        var all = new TreeMap<>(settings());
        all.put(Consensus.MEMBER_ID, MEMBER);
        var host = new KitHost(patience());
        var context = new PlugContext<ConsensusSink>(loop, seams, host, home, all);
        var result = new Opened(provider().open(context), host);
        opened.add(result);
        return result;
    }

    /** A member at work, which need not lead yet. */
    protected final Opened active() throws Exception {
        return activated(dormant());
    }

    /** Activates a member. */
    protected final Opened activated(Opened dormant) throws Exception {
        ask(() -> dormant.plug().activate(nextEpoch(), Optional.empty()));
        return dormant;
    }

    /** A member that leads. */
    protected final Opened leading() throws Exception {
        return leading(active());
    }

    /** Waits until a member leads. */
    protected final Opened leading(Opened member) throws Exception {
        if (!member.host().waits(member.host()::leads)) {
            throw new AssertionError("it does not lead in time: " + member.host().said());
        }
        return member;
    }

    /** The same member, closed and opened again with an empty host. */
    protected final Opened reopened(Opened before) throws Exception {
        ask(before.plug()::close);
        return again();
    }

    /** A member that leads, and whose host has what was acknowledged, unless that is lost. */
    protected final Opened again() throws Exception {
        var member = leading();
        member.host().waits(A_WHILE, () -> member.host().index() >= acknowledged);
        return member;
    }

    /** An epoch above all before. */
    protected final long nextEpoch() {
        return ++epoch;
    }

    /** Proposes a text and waits for its index. */
    protected final long propose(Opened at, String text) throws Exception {
        return acknowledged(proposed(at, text));
    }

    /** Waits for an entry's index. */
    protected final long acknowledged(CompletableFuture<Long> answer) throws Exception {
        long index = await(answer);
        acknowledged = Math.max(acknowledged, index);
        return index;
    }

    /** Proposes texts at the same time and waits for all. */
    protected final List<Long> proposeAll(Opened at, List<String> texts) throws Exception {
        var answers = texts.stream().map(text -> proposed(at, text)).toList();
        var indexes = new ArrayList<Long>();
        for (var answer : answers) {
            indexes.add(acknowledged(answer));
        }
        return indexes;
    }

    /** Proposes a text. */
    protected final CompletableFuture<Long> proposed(Opened at, String text) {
        return tell(() -> at.plug().propose(bytes(text), patience()));
    }

    /** Waits until a host has an index, at least. */
    protected final void hears(Opened of, long index) throws Exception {
        if (!of.host().waits(() -> of.host().index() >= index)) {
            throw new AssertionError("the host did not hear of " + index + " in time");
        }
    }

    /** {@code count} texts, all different. */
    protected static List<String> texts(String prefix, int count) {
        var texts = new ArrayList<String>();
        for (int at = 0; at < count; at++) {
            texts.add(prefix + at);
        }
        return texts;
    }

    /** A text's bytes. */
    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    final Traces traces() {
        return Traces.now(directory);
    }

    final List<String> leftSince(Traces before) {
        return traces().since(before, patience(), directory);
    }

    /** Calls a verb on the loop and waits for its result. */
    protected final <T> T ask(Supplier<CompletionStage<T>> verb) throws Exception {
        return await(tell(verb));
    }

    /** Waits for a result. */
    protected final <T> T await(CompletableFuture<T> result) throws Exception {
        try {
            return result.get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    /** Calls a verb on the loop, expects that it fails, and checks that it does as agreed. */
    protected final ConsensusException refused(Supplier<? extends CompletionStage<?>> verb) {
        var failure = Assertions.assertThrows(Exception.class, () -> ask(() -> any(verb)));
        return Assertions.assertInstanceOf(ConsensusException.class, failure);
    }

    private static CompletionStage<Object> any(Supplier<? extends CompletionStage<?>> verb) {
        return verb.get().thenApply(value -> "done");
    }

    /** Calls a verb on the loop. */
    protected final <T> CompletableFuture<T> tell(Supplier<CompletionStage<T>> verb) {
        var result = new CompletableFuture<T>();
        loop.execute(
                () -> {
                    try {
                        copy(verb.get(), result);
                    } catch (RuntimeException thrown) {
                        result.completeExceptionally(thrown);
                    }
                });
        return result;
    }

    private <T> void copy(CompletionStage<T> from, CompletableFuture<T> to) {
        from.whenComplete(
                (value, failure) -> {
                    if (!loop.inside()) {
                        to.completeExceptionally(
                                new AssertionError(
                                        "a result came on a thread that is not the host's"));
                    } else if (failure == null) {
                        to.complete(value);
                    } else {
                        to.completeExceptionally(failure);
                    }
                });
    }

    private static Exception cause(Throwable failed) {
        var at = failed;
        while (at.getCause() != null
                && (at instanceof ExecutionException || at instanceof CompletionException)) {
            at = at.getCause();
        }
        if (at instanceof Error error) {
            throw error;
        }
        return (Exception) at;
    }
}
