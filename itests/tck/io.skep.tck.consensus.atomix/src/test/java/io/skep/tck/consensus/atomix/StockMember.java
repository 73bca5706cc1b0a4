package io.skep.tck.consensus.atomix;

import io.atomix.cluster.ClusterMembershipService;
import io.atomix.cluster.MemberId;
import io.atomix.primitive.PrimitiveType;
import io.atomix.primitive.PrimitiveTypeRegistry;
import io.atomix.protocols.raft.RaftServer;
import io.atomix.protocols.raft.impl.RaftContext;
import io.atomix.protocols.raft.protocol.AppendRequest;
import io.atomix.protocols.raft.protocol.AppendResponse;
import io.atomix.protocols.raft.protocol.RaftServerProtocol;
import io.atomix.protocols.raft.protocol.VoteRequest;
import io.atomix.protocols.raft.protocol.VoteResponse;
import io.atomix.protocols.raft.storage.log.entry.InitializeEntry;
import io.atomix.protocols.raft.storage.log.entry.RaftLogEntry;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Member {@code a} of three, real; {@code b} and {@code c} are what a test says in their name. */
final class StockMember implements AutoCloseable {

    private static final Duration ELECTION = Duration.ofMillis(500);
    private static final long PATIENCE_SECONDS = 20;
    private static final MemberId SELF = MemberId.from("a");

    private final Map<String, Function<Object, CompletableFuture<?>>> handlers =
            new ConcurrentHashMap<>();
    private final RaftServer server;

    StockMember(Path directory) {
        server =
                RaftServer.builder(SELF)
                        .withName("control")
                        .withMembershipService(stub(ClusterMembershipService.class, this::nobody))
                        .withProtocol(stub(RaftServerProtocol.class, this::spoken))
                        .withPrimitiveTypes(stub(PrimitiveTypeRegistry.class, this::types))
                        .withStorage(StockLog.storage(directory, StockLog.SEGMENT))
                        .withElectionTimeout(ELECTION)
                        .withHeartbeatInterval(ELECTION.dividedBy(4))
                        .build();
        // it is complete when somebody leads, and here nobody does
        server.bootstrap(List.of(SELF, MemberId.from("b"), MemberId.from("c")));
        waits(() -> server.getRole() == RaftServer.Role.FOLLOWER);
    }

    private static <T> T stub(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private @Nullable Object nobody(Object self, Method verb, @Nullable Object[] arguments) {
        return verb.getReturnType() == Set.class ? Set.of() : null;
    }

    private Object types(Object self, Method verb, @Nullable Object[] arguments) {
        var type = stub(PrimitiveType.class, (it, asked, none) -> "control");
        return verb.getName().equals("getPrimitiveTypes") ? List.of(type) : type;
    }

    /** The others are silent; who is to answer them is remembered. */
    @SuppressWarnings("unchecked")
    private @Nullable Object spoken(Object self, Method verb, @Nullable Object[] arguments) {
        if (arguments != null && arguments[0] instanceof Function<?, ?> handler) {
            handlers.put(verb.getName(), (Function<Object, CompletableFuture<?>>) handler);
        }
        return verb.getReturnType() == CompletableFuture.class
                ? CompletableFuture.failedFuture(new IOException("silent"))
                : null;
    }

    /** Whether it votes for a candidate that has everything. */
    boolean votes(String candidate, long term) throws Exception {
        return ((VoteResponse)
                        asked(
                                "registerVoteHandler",
                                new VoteRequest(term, candidate, 100, term - 1)))
                .voted();
    }

    /** A leader sends so many entries after that one; tells which is its last now. */
    long append(String leader, long term, long previous, long previousTerm, int count, long commit)
            throws Exception {
        var entries = new ArrayList<RaftLogEntry>();
        for (int number = 0; number < count; number++) {
            entries.add(new InitializeEntry(term, 0));
        }
        var request = new AppendRequest(term, leader, previous, previousTerm, entries, commit);
        return ((AppendResponse) asked("registerAppendHandler", request)).lastLogIndex();
    }

    private Object asked(String handler, Object request) throws Exception {
        return handlers.get(handler).apply(request).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Up to where all is committed, as it believes. */
    long committed() throws Exception {
        var field = server.getClass().getDeclaredField("context");
        field.setAccessible(true);
        return ((RaftContext) field.get(server)).getCommitIndex();
    }

    /** Waits until it misses its leader. */
    void missesItsLeader() {
        waits(() -> server.cluster().getLeader() == null);
    }

    private static void waits(BooleanSupplier until) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!until.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not so in " + PATIENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
