package io.skep.consensus.ratis.internal;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Member;
import io.skep.consensus.ratis.internal.server.GroupServer;
import io.skep.consensus.ratis.internal.server.Identity;
import io.skep.consensus.ratis.internal.wire.Wire;
import io.skep.lifecycle.PlugContext;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import io.skep.tck.consensus.KitHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Member {@code a} of three, real; {@code b} and {@code c} are what a test says in their name. */
final class LoneMember {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final RaftGroupId GROUP =
            RaftGroupId.valueOf(
                    UUID.nameUUIDFromBytes("io.skep".getBytes(StandardCharsets.US_ASCII)));
    private static final String ALL = "a=a:1,b=b:1,c=c:1";
    private static final String OTHERS = "b=b:1,c=c:1";

    private final Path directory;
    private final Map<String, String> settings;
    private final SystemSeams seams;
    private final Loop loop;
    private final AtomicReference<Optional<Wire.Service>> service =
            new AtomicReference<>(Optional.empty());
    private final AtomicInteger canvassed = new AtomicInteger();
    private final ClientId client = ClientId.randomId();
    private RatisConsensus plug;
    private long calls;
    KitHost host = new KitHost(PATIENCE);

    /** One of three that founded the group. */
    LoneMember(Path directory) throws Exception {
        this(directory, ALL);
    }

    /** One that waits until the two others take it in. */
    static LoneMember outside(Path directory) throws Exception {
        return new LoneMember(directory, OTHERS);
    }

    private LoneMember(Path directory, String founders) throws Exception {
        this.directory = directory;
        settings =
                Map.of(
                        Consensus.MEMBER_ID,
                        "a",
                        Consensus.MEMBER_ADDRESS,
                        "a:1",
                        Consensus.MEMBERS,
                        founders,
                        "election.millis",
                        "300");
        seams = new SystemSeams(directory.resolve("node"), 8);
        loop = seams.loop("host");
        plug = open();
    }

    private RatisConsensus open() throws Exception {
        host = new KitHost(PATIENCE);
        var home = directory.resolve("a");
        var context = new PlugContext<ConsensusSink>(loop, seams, host, home, settings);
        var opened = new RatisConsensus(context, Identity.of(settings), wire());
        try {
            ask(() -> opened.activate(1, Optional.empty()));
        } catch (ExecutionException refused) {
            ask(opened::close);
            throw refused;
        }
        return opened;
    }

    /** The others are silent; what they say is said by the test. */
    private Wire wire() {
        return new Wire() {
            @Override
            public boolean reachesOthers() {
                return true;
            }

            @Override
            public CompletionStage<byte[]> call(String member, Verb verb, byte[] request) {
                if (verb == Verb.VOTE && showsItsLog(request)) {
                    canvassed.incrementAndGet();
                }
                return CompletableFuture.failedFuture(new IOException(member + " is silent"));
            }

            @Override
            public CompletionStage<byte[]> answer(byte[] message) {
                return CompletableFuture.failedFuture(new IOException("the test asks"));
            }

            @Override
            public void serve(Service answerer) {
                service.set(Optional.of(answerer));
            }

            @Override
            public void end() {
                service.set(Optional.empty());
            }
        };
    }

    /** Ends it, and starts it again on the same disk. */
    void restart() throws Exception {
        stop();
        plug = open();
    }

    /** Ends it. */
    void stop() throws Exception {
        ask(plug::close);
    }

    /** Whether it starts on the disk it has. */
    boolean starts() throws Exception {
        try {
            plug = open();
            return true;
        } catch (ExecutionException refused) {
            return false;
        }
    }

    Path logDirectory() {
        return GroupServer.logDirectory(directory.resolve("a"));
    }

    private static boolean showsItsLog(byte[] request) {
        try {
            return RequestVoteRequestProto.parseFrom(request).getCandidateLastEntry().getTerm() > 0;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** How often it asked another for a vote that could be granted. */
    int canvassed() {
        return canvassed.get();
    }

    /** Whether it votes for a candidate that has everything. */
    boolean votes(String candidate, long term) throws Exception {
        var request =
                RequestVoteRequestProto.newBuilder()
                        .setServerRequest(from(candidate))
                        .setCandidateTerm(term)
                        .setCandidateLastEntry(
                                TermIndexProto.newBuilder().setTerm(term - 1).setIndex(100))
                        .build();
        var reply = RequestVoteReplyProto.parseFrom(answer(Wire.Verb.VOTE, request.toByteArray()));
        return reply.getServerReply().getSuccess();
    }

    /**
     * A leader sends texts.
     *
     * @param after the entry they follow; empty at the beginning
     * @param commit up to which index all is committed; negative for nothing
     */
    AppendEntriesReplyProto append(
            String leader, long term, Optional<TermIndexProto> after, long commit, String... texts)
            throws Exception {
        long index = after.map(it -> it.getIndex() + 1).orElse(0L);
        var entries = new ArrayList<LogEntryProto>();
        for (var text : texts) {
            entries.add(entry(term, index++, text));
        }
        return append(leader, term, after, commit, entries);
    }

    AppendEntriesReplyProto append(
            String leader,
            long term,
            Optional<TermIndexProto> after,
            long commit,
            List<LogEntryProto> entries)
            throws Exception {
        var request =
                AppendEntriesRequestProto.newBuilder()
                        .setServerRequest(from(leader))
                        .setLeaderTerm(term)
                        .setLeaderCommit(commit)
                        .addAllEntries(entries);
        after.ifPresent(request::setPreviousLog);
        return AppendEntriesReplyProto.parseFrom(
                answer(Wire.Verb.APPEND, request.build().toByteArray()));
    }

    LogEntryProto entry(long term, long index, String text) {
        return LogEntryProto.newBuilder()
                .setTerm(term)
                .setIndex(index)
                .setStateMachineLogEntry(
                        StateMachineLogEntryProto.newBuilder()
                                .setClientId(client.toByteString())
                                .setCallId(index)
                                .setLogData(ByteString.copyFromUtf8(text)))
                .build();
    }

    /** The entry that makes these the members. */
    LogEntryProto members(long term, long index, String... names) {
        return members(term, index, List.of(), List.of(names));
    }

    /** The entry that begins to make members of the latter; the former still have a say. */
    LogEntryProto members(long term, long index, List<String> before, List<String> names) {
        var all =
                RaftConfigurationProto.newBuilder()
                        .addAllOldPeers(peers(before))
                        .addAllPeers(peers(names));
        return LogEntryProto.newBuilder()
                .setTerm(term)
                .setIndex(index)
                .setConfigurationEntry(all)
                .build();
    }

    private static List<RaftPeerProto> peers(List<String> names) {
        return names.stream()
                .map(name -> RaftPeer.newBuilder().setId(name).setAddress(name + ":1").build())
                .map(RaftPeer::getRaftPeerProto)
                .toList();
    }

    /** Who is a member, as it knows. */
    List<String> members() {
        return plug.members().stream().map(Member::id).toList();
    }

    /** Saves a snapshot and drops the log before it. */
    void compact() throws Exception {
        ask(plug::compact);
    }

    static TermIndexProto at(long term, long index) {
        return TermIndexProto.newBuilder().setTerm(term).setIndex(index).build();
    }

    private RaftRpcRequestProto from(String member) {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(RaftPeerId.valueOf(member).toByteString())
                .setReplyId(RaftPeerId.valueOf("a").toByteString())
                .setRaftGroupId(RaftGroupIdProto.newBuilder().setId(GROUP.toByteString()))
                .setCallId(calls++)
                .build();
    }

    private byte[] answer(Wire.Verb verb, byte[] request) throws Exception {
        return service.get()
                .orElseThrow()
                .answer(verb, request)
                .toCompletableFuture()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until it misses its leader. */
    void missesItsLeader() throws Exception {
        if (!host.waits(() -> host.said().stream().anyMatch(it -> it.leader().isEmpty()))) {
            throw new AssertionError("it still believes in a leader: " + host.said());
        }
    }

    private <T> T ask(Supplier<CompletionStage<T>> verb) throws Exception {
        return CompletableFuture.supplyAsync(verb, loop::execute)
                .thenCompose(stage -> stage)
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void close() throws Exception {
        ask(plug::close);
        loop.close();
        seams.close();
    }
}
