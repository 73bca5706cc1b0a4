package io.skep.consensus.ratis.internal.wire;

import io.skep.consensus.ratis.internal.disk.DirectorySync;
import io.skep.consensus.ratis.internal.machine.EntryMachine;
import io.skep.consensus.ratis.internal.wire.Wire.Verb;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.util.ProtoUtils;

/**
 * Ratis' messages between members, over a {@link Wire}. Ratis renames its file of term and vote
 * without syncing the directory, so that is done here before a vote or a candidacy leaves.
 */
final class PeerRpc implements RaftServerRpc, RaftServerAsynchronousProtocol, Wire.Service {

    private static final long PATIENCE_MILLIS = 3_000;

    private final RaftServer server;
    private final Wire wire;
    private final DirectorySync sync;

    PeerRpc(RaftServer server, Wire wire, DirectorySync sync) {
        this.server = server;
        this.wire = wire;
        this.sync = sync;
    }

    @Override
    public void start() {
        wire.serve(this);
    }

    @Override
    public void close() {
        wire.end();
    }

    @Override
    public CompletionStage<byte[]> answer(Verb verb, byte[] request) {
        try {
            return verb == Verb.TERM
                    ? completed(Leadership.answer(division()))
                    : answered(verb, request).thenApply(MessageLite::toByteArray);
        } catch (IOException | UncheckedIOException | IllegalStateException failure) {
            // Ratis throws the latter while its log is closing: the other is to know at once
            return CompletableFuture.failedFuture(failure);
        }
    }

    private CompletionStage<? extends MessageLite> answered(Verb verb, byte[] request)
            throws IOException {
        return switch (verb) {
            case VOTE -> completed(voted(RequestVoteRequestProto.parseFrom(request)));
            case APPEND -> appended(AppendEntriesRequestProto.parseFrom(request));
            case SNAPSHOT -> completed(installed(InstallSnapshotRequestProto.parseFrom(request)));
            case ELECT ->
                    completed(
                            server.startLeaderElection(
                                    StartLeaderElectionRequestProto.parseFrom(request)));
            case READ_INDEX -> readIndex(ReadIndexRequestProto.parseFrom(request));
            case TERM -> throw new IllegalArgumentException("no message of Ratis' own");
        };
    }

    /** Members are known as soon as it is in the log, not only when that is synced. */
    private CompletionStage<AppendEntriesReplyProto> appended(AppendEntriesRequestProto request)
            throws IOException {
        var reply = server.appendEntriesAsync(request);
        machine(division()).review();
        return reply;
    }

    /** Ratis syncs nothing of a snapshot, and drops its log for it. */
    private InstallSnapshotReplyProto installed(InstallSnapshotRequestProto request)
            throws IOException {
        var members = request.getLastRaftConfigurationLogEntryProto();
        if (members.hasConfigurationEntry()
                && members.getIndex() <= request.getSnapshotChunk().getTermIndex().getIndex()) {
            sync.learnAhead(members);
        }
        var machine = machine(division());
        try {
            var reply = server.installSnapshot(request);
            machine.review();
            machine.arrived();
            sync.sync();
            return reply;
        } catch (IOException | RuntimeException failure) {
            machine.missed(failure);
            throw failure;
        }
    }

    /** As Ratis has it, from a leader that leads still. */
    private CompletableFuture<ReadIndexReplyProto> readIndex(ReadIndexRequestProto request)
            throws IOException {
        var confirmed = Leadership.confirm(division(), wire);
        return server.readIndexAsync(request).thenCombine(confirmed, (index, done) -> index);
    }

    /** The one group there is. */
    private RaftServer.Division division() throws IOException {
        return server.getDivision(server.getGroupIds().iterator().next());
    }

    private RequestVoteReplyProto voted(RequestVoteRequestProto request) throws IOException {
        var reply = server.requestVote(request);
        sync.sync();
        return reply;
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        machine(division()).canvasses();
        sync.sync();
        var asked = request.getServerRequest();
        var reply = RequestVoteReplyProto.parseFrom(asked(asked, Verb.VOTE, request));
        if (reply.getShouldShutdown()) {
            dismissed(ProtoUtils.toRaftGroupId(asked.getRaftGroupId()));
        }
        return reply;
    }

    private void dismissed(RaftGroupId group) throws IOException {
        machine(server.getDivision(group)).dismissed();
    }

    private static EntryMachine machine(RaftServer.Division division) {
        return (EntryMachine) division.getStateMachine();
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request)
            throws IOException {
        return AppendEntriesReplyProto.parseFrom(
                asked(request.getServerRequest(), Verb.APPEND, request));
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request)
            throws IOException {
        return InstallSnapshotReplyProto.parseFrom(
                asked(request.getServerRequest(), Verb.SNAPSHOT, request));
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(
            StartLeaderElectionRequestProto request) throws IOException {
        return StartLeaderElectionReplyProto.parseFrom(
                asked(request.getServerRequest(), Verb.ELECT, request));
    }

    @Override
    public RaftServerAsynchronousProtocol async() {
        return this;
    }

    @Override
    public CompletableFuture<AppendEntriesReplyProto> appendEntriesAsync(
            AppendEntriesRequestProto request) {
        return call(request.getServerRequest(), Verb.APPEND, request)
                .thenApply(bytes -> parsed(() -> AppendEntriesReplyProto.parseFrom(bytes)))
                .toCompletableFuture();
    }

    @Override
    public CompletableFuture<ReadIndexReplyProto> readIndexAsync(ReadIndexRequestProto request)
            throws IOException {
        var leader = RaftPeerId.valueOf(request.getServerRequest().getReplyId());
        if (leader.equals(server.getId())) {
            return readIndex(request);
        }
        return call(request.getServerRequest(), Verb.READ_INDEX, request)
                .thenApply(bytes -> parsed(() -> ReadIndexReplyProto.parseFrom(bytes)))
                .toCompletableFuture();
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {
        // members are called by their ids
    }

    @Override
    public void handleException(RaftPeerId member, Exception failure, boolean reconnect) {
        // the next call tries again
    }

    @Override
    public InetSocketAddress getInetSocketAddress() {
        return InetSocketAddress.createUnresolved("localhost", 0);
    }

    @Override
    public RpcType getRpcType() {
        return new PeerRpcType();
    }

    private byte[] asked(RaftRpcRequestProto to, Verb verb, MessageLite request)
            throws IOException {
        try {
            return call(to, verb, request)
                    .toCompletableFuture()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        } catch (TimeoutException silent) {
            throw new IOException("no answer in time", silent);
        }
    }

    private CompletionStage<byte[]> call(RaftRpcRequestProto to, Verb verb, MessageLite request) {
        return wire.call(
                RaftPeerId.valueOf(to.getReplyId()).toString(), verb, request.toByteArray());
    }

    private static <T> CompletionStage<T> completed(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private interface Parse<T> {
        T parse() throws IOException;
    }

    private static <T> T parsed(Parse<T> parse) {
        try {
            return parse.parse();
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
