package io.skep.tck.consensus;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Entry;
import io.skep.consensus.Member;
import io.skep.consensus.Role;
import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.tck.consensus.memory.MemoryConsensusProvider;
import io.skep.tck.consensus.memory.MemoryGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A consensus that keeps the rules; subclasses break one each. */
class BrokenConsensus implements Consensus {

    final Consensus good;

    BrokenConsensus(MemoryGroup group, PlugContext<ConsensusSink> context, ConsensusSink sink) {
        good =
                new MemoryConsensusProvider(group)
                        .open(
                                new PlugContext<>(
                                        context.loop(),
                                        context.seams(),
                                        sink,
                                        context.directory(),
                                        context.settings()));
    }

    /** Breaks CON-1: turns batches round. */
    static Consensus reorders(MemoryGroup group, PlugContext<ConsensusSink> context) {
        var sink =
                new Passing(context.sink()) {
                    @Override
                    public CompletionStage<Void> committed(List<Entry> batch) {
                        var turned = new ArrayList<>(batch);
                        Collections.reverse(turned);
                        return super.committed(turned);
                    }
                };
        return new BrokenConsensus(group, context, sink);
    }

    /** Breaks CON-1: gives every entry twice. */
    static Consensus deliversTwice(MemoryGroup group, PlugContext<ConsensusSink> context) {
        var sink =
                new Passing(context.sink()) {
                    @Override
                    public CompletionStage<Void> committed(List<Entry> batch) {
                        var twice = new ArrayList<>(batch);
                        twice.addAll(batch);
                        return super.committed(twice);
                    }
                };
        return new BrokenConsensus(group, context, sink);
    }

    /** Breaks CON-2: does not wait for its host. */
    static Consensus ignoresCredit(MemoryGroup group, PlugContext<ConsensusSink> context) {
        var sink =
                new Passing(context.sink()) {
                    private CompletionStage<Void> first = completedFuture(null);

                    @Override
                    public CompletionStage<Void> committed(List<Entry> batch) {
                        // what comes before it leads is waited for: that is CON-9
                        var answer = super.committed(batch);
                        if (!led()) {
                            first = answer;
                        }
                        return first;
                    }
                };
        return new BrokenConsensus(group, context, sink);
    }

    /** Breaks CON-3: takes every entry, and loses those that are too large. */
    static Consensus takesAnySize(MemoryGroup group, PlugContext<ConsensusSink> context) {
        return new BrokenConsensus(group, context, context.sink()) {
            @Override
            public CompletionStage<Long> propose(byte[] entry, Duration timeout) {
                return entry.length > MAX_ENTRY_BYTES
                        ? completedFuture(1L)
                        : super.propose(entry, timeout);
            }
        };
    }

    /** Breaks CON-4: answers reads from long ago. */
    static Consensus readsStale(MemoryGroup group, PlugContext<ConsensusSink> context) {
        return new BrokenConsensus(group, context, context.sink()) {
            @Override
            public CompletionStage<Long> readBarrier(Duration timeout) {
                return super.readBarrier(timeout).thenApply(index -> 0L);
            }
        };
    }

    /** Breaks CON-5: tidies entries up. */
    static Consensus trims(MemoryGroup group, PlugContext<ConsensusSink> context) {
        var sink =
                new Passing(context.sink()) {
                    @Override
                    public CompletionStage<Void> committed(List<Entry> batch) {
                        return super.committed(batch.stream().map(this::trimmed).toList());
                    }

                    private Entry trimmed(Entry entry) {
                        var most = Math.min(entry.bytes().length, 1 << 20);
                        return new Entry(
                                entry.index(), entry.term(), Arrays.copyOf(entry.bytes(), most));
                    }
                };
        return new BrokenConsensus(group, context, sink);
    }

    /** Breaks CON-8: begins anew whenever it is opened. */
    static Consensus forgets(MemoryGroup group, PlugContext<ConsensusSink> context) {
        return new BrokenConsensus(new MemoryGroup(), context, context.sink());
    }

    /** Breaks CON-8: drops the log though its host could not save. */
    static Consensus dropsUnsaved(MemoryGroup group, PlugContext<ConsensusSink> context) {
        return new BrokenConsensus(group, context, context.sink()) {
            @Override
            public CompletionStage<Void> compact() {
                return super.compact()
                        .whenComplete(
                                (done, failure) -> {
                                    if (failure != null) {
                                        group.install(group.lastIndex(), new byte[0]);
                                    }
                                });
            }
        };
    }

    /** Breaks CON-9: says that it leads when it has something for its host. */
    static Consensus leadsEarly(MemoryGroup group, PlugContext<ConsensusSink> context) {
        var sink =
                new Passing(context.sink()) {
                    @Override
                    public CompletionStage<Void> committed(List<Entry> batch) {
                        if (!led()) {
                            context.sink().role(Role.LEADER, 1, ConsensusBench.MEMBER);
                        }
                        return super.committed(batch);
                    }
                };
        return new BrokenConsensus(group, context, sink) {
            @Override
            public CompletionStage<Long> propose(byte[] entry, Duration timeout) {
                if (sink.led()) {
                    return super.propose(entry, timeout);
                }
                // it leads very soon, unless its host is slow
                var soon = new CompletableFuture<Void>();
                context.loop().schedule(Duration.ofMillis(20), () -> soon.complete(null));
                return soon.thenCompose(done -> super.propose(entry, timeout));
            }
        };
    }

    /** Breaks L2: speaks when it is only opened. */
    static Consensus speaksDormant(MemoryGroup group, PlugContext<ConsensusSink> context) {
        context.sink().role(Role.CANDIDATE, 0, "");
        return new BrokenConsensus(group, context, context.sink());
    }

    /** Breaks L4: goes on accepting work. */
    static Consensus neverQuiet(MemoryGroup group, PlugContext<ConsensusSink> context) {
        return new BrokenConsensus(group, context, context.sink()) {
            @Override
            public CompletionStage<Void> quiesce(Duration grace) {
                return completedFuture(null);
            }
        };
    }

    /** Breaks L6: stays quiet for ever. */
    static Consensus staysQuiet(MemoryGroup group, PlugContext<ConsensusSink> context) {
        return new BrokenConsensus(group, context, context.sink()) {
            @Override
            public CompletionStage<Void> resume(long epoch) {
                return failedFuture(new IllegalStateException("too tired"));
            }
        };
    }

    /** Breaks L7: leaves a thread behind. */
    static Consensus leaksThreads(MemoryGroup group, PlugContext<ConsensusSink> context) {
        return new BrokenConsensus(group, context, context.sink()) {
            @Override
            public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
                var forgotten = new Thread(BrokenConsensus::waitsForEver, "leaked");
                forgotten.setDaemon(true);
                forgotten.start();
                return super.activate(epoch, handover);
            }
        };
    }

    /** Breaks L10: speaks after it was closed. */
    static Consensus speaksAfterClose(MemoryGroup group, PlugContext<ConsensusSink> context) {
        return new BrokenConsensus(group, context, context.sink()) {
            @Override
            public CompletionStage<Void> close() {
                return super.close()
                        .thenAccept(
                                done ->
                                        context.loop()
                                                .schedule(
                                                        Duration.ofMillis(20),
                                                        () ->
                                                                context.sink()
                                                                        .role(
                                                                                Role.CANDIDATE,
                                                                                9,
                                                                                "")));
            }
        };
    }

    private static void waitsForEver() {
        new CompletableFuture<Void>().join();
    }

    @Override
    public CompletionStage<Void> activate(long epoch, Optional<Handover> handover) {
        return good.activate(epoch, handover);
    }

    @Override
    public CompletionStage<Void> quiesce(Duration grace) {
        return good.quiesce(grace);
    }

    @Override
    public Optional<Handover> handover() {
        return good.handover();
    }

    @Override
    public CompletionStage<Void> resume(long epoch) {
        return good.resume(epoch);
    }

    @Override
    public CompletionStage<Void> close() {
        return good.close();
    }

    @Override
    public CompletionStage<Long> propose(byte[] entry, Duration timeout) {
        return good.propose(entry, timeout);
    }

    @Override
    public CompletionStage<Long> readBarrier(Duration timeout) {
        return good.readBarrier(timeout);
    }

    @Override
    public List<Member> members() {
        return good.members();
    }

    @Override
    public CompletionStage<Void> changeMembers(List<Member> members, Duration timeout) {
        return good.changeMembers(members, timeout);
    }

    @Override
    public CompletionStage<Void> transferLeadership(String to, Duration timeout) {
        return good.transferLeadership(to, timeout);
    }

    @Override
    public CompletionStage<Void> compact() {
        return good.compact();
    }

    /** A sink that passes everything on. */
    private static class Passing implements ConsensusSink {

        private final ConsensusSink to;
        private boolean led;

        Passing(ConsensusSink to) {
            this.to = to;
        }

        boolean led() {
            return led;
        }

        @Override
        public CompletionStage<Void> committed(List<Entry> batch) {
            return to.committed(batch);
        }

        @Override
        public void role(Role role, long term, String leader) {
            led |= role == Role.LEADER;
            to.role(role, term, leader);
        }

        @Override
        public CompletionStage<Long> save(Path file) {
            return to.save(file);
        }

        @Override
        public CompletionStage<Void> install(long index, Path file) {
            return to.install(index, file);
        }
    }
}
