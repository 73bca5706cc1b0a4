package io.skep.consensus.ratis.internal.server;

import io.skep.consensus.Member;
import io.skep.consensus.ratis.internal.disk.Beginning;
import io.skep.consensus.ratis.internal.disk.DirectorySync;
import io.skep.consensus.ratis.internal.disk.Seal;
import io.skep.consensus.ratis.internal.disk.Solitude;
import io.skep.consensus.ratis.internal.machine.Configuration;
import io.skep.consensus.ratis.internal.wire.PeerRpcType;
import io.skep.consensus.ratis.internal.wire.Wire;
import io.skep.seam.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.ReadIndexException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Ratis server of one group. Proposals go straight into it: there is no client. */
public final class GroupServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupServer.class);
    private static final RaftGroupId GROUP =
            RaftGroupId.valueOf(
                    UUID.nameUUIDFromBytes("io.skep".getBytes(StandardCharsets.US_ASCII)));
    private static final String REMOVED = "removed";
    private static final Duration STEP_DOWN = Duration.ofSeconds(3);

    private final RaftPeerId self;
    private final RaftServer server;
    private final RaftServer.Division division;
    private final DirectorySync sync;
    private final ClientId client = ClientId.randomId();
    // numbers requests; asked by any thread
    private final AtomicLong calls = new AtomicLong();

    private GroupServer(RaftPeerId self, RaftServer server, DirectorySync sync) throws IOException {
        this.self = self;
        this.server = server;
        this.sync = sync;
        this.division = server.getDivision(GROUP);
    }

    /** Where a member's term, vote and log lie. */
    public static Path logDirectory(Path directory) {
        return directory.resolve(GROUP.getUuid().toString()).resolve("current");
    }

    /** What makes the names of those files durable. */
    public static DirectorySync sync(Path directory, Time time) {
        return new DirectorySync(directory, logDirectory(directory), time);
    }

    /** What lies in a directory that this plug did not put there. */
    public static List<String> foreign(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(GROUP.getUuid().toString()))
                    .filter(name -> !name.equals(REMOVED) && !name.startsWith(Beginning.FILE))
                    .filter(name -> !name.startsWith(Seal.FILE))
                    .sorted()
                    .toList();
        }
    }

    /** Builds and starts a server; blocks. */
    public static GroupServer start(
            Identity self, Path directory, StateMachine machine, Wire wire, DirectorySync sync)
            throws IOException {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        // Ratis finds its own parts by the loader of the thread that comes first
        thread.setContextClassLoader(GroupServer.class.getClassLoader());
        try {
            Files.createDirectories(directory);
            sync.check();
            if (self.alone()) {
                sync.learn(
                        Solitude.begin(
                                logDirectory(directory), new Member(self.id(), self.address())));
            }
            var born = self.bornAmong(Beginning.of(directory, self.founders()));
            var id = RaftPeerId.valueOf(self.id());
            var server =
                    RaftServer.newBuilder()
                            .setServerId(id)
                            .setGroup(group(born))
                            .setStateMachine(machine)
                            .setProperties(Tuning.of(born, directory))
                            .setParameters(PeerRpcType.parameters(wire, sync))
                            .setOption(RaftStorage.StartupOption.RECOVER)
                            .build();
            return started(id, server, sync, directory);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static GroupServer started(
            RaftPeerId id, RaftServer server, DirectorySync sync, Path directory)
            throws IOException {
        try {
            server.start();
            DirectorySync.forceUpTo(directory.getParent(), logDirectory(directory));
            return new GroupServer(id, server, sync);
        } catch (IOException | RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static RaftGroup group(Identity self) {
        var founder = self.founders().stream().anyMatch(member -> member.id().equals(self.id()));
        // who is no founder begins with nothing and waits to be taken in
        return founder
                ? RaftGroup.valueOf(GROUP, peers(self.founders()))
                : RaftGroup.valueOf(GROUP);
    }

    /** The term, as far as this member knows. */
    public long term() {
        return division.getInfo().getCurrentTerm();
    }

    /** Whether it hears of no leader. */
    public boolean isCandidate() {
        return division.getInfo().isCandidate();
    }

    /** Whether it is one of the members it believes in, and so asks for votes when it can. */
    public boolean isMember() {
        return configuration().members().stream()
                .anyMatch(member -> member.id().equals(self.toString()));
    }

    /** Who is in the group, as this member believes. */
    public Configuration configuration() {
        return Configuration.of(division.getRaftConf());
    }

    /**
     * Asks the others whether this member is one still; blocks. It asks for a vote that nobody
     * grants, since it shows no log; who leads tells it when it was let go.
     *
     * @return how many answered
     */
    public int inquire() {
        int answers = 0;
        for (var other : configuration().others(self.toString())) {
            try {
                server.getServerRpc().requestVote(voteRequest(RaftPeerId.valueOf(other)));
                answers++;
            } catch (IOException silent) {
                log.debug("{} does not say whether {} is a member", other, self, silent);
            }
        }
        return answers;
    }

    private RequestVoteRequestProto voteRequest(RaftPeerId other) {
        return RequestVoteRequestProto.newBuilder()
                .setServerRequest(
                        ClientProtoUtils.toRaftRpcRequestProtoBuilder(
                                division.getMemberId(), other))
                .setCandidateTerm(term())
                .setCandidateLastEntry(TermIndexProto.getDefaultInstance())
                .setPreVote(true)
                .build();
    }

    /** Proposes; completes when it is committed. Runs in the caller until it is in the log. */
    public CompletableFuture<RaftClientReply> write(Message entry) {
        var request =
                RaftClientRequest.newBuilder()
                        .setClientId(client)
                        .setServerId(self)
                        .setGroupId(GROUP)
                        .setCallId(calls.incrementAndGet())
                        .setMessage(entry)
                        .setType(RaftClientRequest.writeRequestType())
                        .build();
        try {
            return succeeded(
                    ((RaftClientAsynchronousProtocol) division).submitClientRequestAsync(request));
        } catch (IOException | RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** The index up to which everything that was acknowledged before is committed. */
    public CompletableFuture<Long> readIndex() {
        var leader = division.getInfo().getLeaderId();
        if (leader == null) {
            return CompletableFuture.failedFuture(new ReadIndexException("nobody leads"));
        }
        try {
            // over the wire also when it is this member: Ratis alone asks nobody whether it leads
            var reply = server.getServerRpc().async().readIndexAsync(readIndexRequest(leader));
            return reply.thenApply(GroupServer::readIndex);
        } catch (IOException | RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private ReadIndexRequestProto readIndexRequest(RaftPeerId leader) {
        var read =
                RaftClientRequest.newBuilder()
                        .setClientId(client)
                        .setServerId(leader)
                        .setGroupId(GROUP)
                        .setCallId(calls.incrementAndGet())
                        .setMessage(Message.EMPTY)
                        .setType(RaftClientRequest.readRequestType())
                        .build();
        return ReadIndexRequestProto.newBuilder()
                .setServerRequest(
                        ClientProtoUtils.toRaftRpcRequestProtoBuilder(
                                division.getMemberId(), leader))
                .setClientRequest(ClientProtoUtils.toRaftClientRequestProto(read, false))
                .build();
    }

    private static long readIndex(ReadIndexReplyProto reply) {
        if (!reply.getServerReply().getSuccess()) {
            throw new CompletionException(new ReadIndexException("the leader did not answer"));
        }
        return reply.getReadIndex();
    }

    /**
     * Makes the group exactly these members.
     *
     * <p>A leader that was elected while a removal was under way goes on sending to who was let go.
     * When that one is to come back, Ratis trips over it, and over the failed change at each later
     * one; so this member lets another one lead, who begins without.
     */
    public CompletionStage<?> change(List<Member> members) {
        var request =
                new SetConfigurationRequest(
                        client, self, GROUP, calls.incrementAndGet(), peers(members));
        try {
            return succeeded(server.setConfigurationAsync(request))
                    .whenComplete((reply, failure) -> stepDownIfStuck(failure));
        } catch (IOException | RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void stepDownIfStuck(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof IllegalStateException) {
            log.warn("consensus member {}: lets another one lead: {}", self, cause.getMessage());
            transfer(null, STEP_DOWN);
        }
    }

    /** Hands leadership to a member; to any, or itself again after an election, when null. */
    public CompletionStage<Void> transfer(@Nullable String to, Duration timeout) {
        var request =
                new TransferLeadershipRequest(
                        client,
                        self,
                        GROUP,
                        calls.incrementAndGet(),
                        to == null ? null : RaftPeerId.valueOf(to),
                        timeout.toMillis());
        try {
            return succeeded(server.transferLeadershipAsync(request)).thenApply(done -> null);
        } catch (IOException | RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Makes durable what this member is, apart from its log. */
    public void seal() throws IOException {
        sync.sync();
    }

    /** An entry of the log, by its index; null when it is not there any more. */
    public @Nullable TermIndex at(long index) {
        return division.getRaftLog().getTermIndex(index);
    }

    /**
     * Drops the log up to an index.
     *
     * @param index of the last snapshot
     * @param before of the snapshot before: what comes after it is kept for members that lag; those
     *     that lag more get the last one
     */
    public void purge(long index, long before) {
        var needed =
                division.getCommitInfos().stream()
                        .mapToLong(CommitInfoProto::getCommitIndex)
                        .min()
                        .orElse(index);
        division.getRaftLog().purge(Math.min(index, Math.max(needed, before)));
    }

    /** Stops it; blocks until its threads are gone. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    private static CompletableFuture<RaftClientReply> succeeded(
            CompletableFuture<RaftClientReply> reply) {
        return reply.thenApply(
                answer -> {
                    if (answer.isSuccess()) {
                        return answer;
                    }
                    throw new CompletionException(answer.getException());
                });
    }

    private static List<RaftPeer> peers(List<Member> members) {
        return members.stream()
                .map(
                        member ->
                                RaftPeer.newBuilder()
                                        .setId(member.id())
                                        .setAddress(member.address())
                                        .build())
                .toList();
    }
}
