package io.skep.consensus.ratis.internal.machine;

import io.skep.consensus.Entry;
import io.skep.consensus.ratis.internal.disk.DirectorySync;
import io.skep.consensus.ratis.internal.disk.SnapshotFiles;
import io.skep.consensus.ratis.internal.feed.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.ProtoUtils;
import org.jspecify.annotations.Nullable;

/**
 * A state machine without state: an entry counts as applied once it is on its way to the host. So
 * Ratis never waits for the host, and acknowledges what is committed.
 */
public final class EntryMachine extends BaseStateMachine {

    private final MachineEvents events;
    private final Delivery delivery;
    private final SnapshotFiles snapshots;
    private final DirectorySync sync;
    private final Candidacy candidacy = new Candidacy();

    /** Tells {@code events} what happens, and brings the host what was committed. */
    public EntryMachine(
            MachineEvents events, Delivery delivery, SnapshotFiles snapshots, DirectorySync sync) {
        this.events = events;
        this.delivery = delivery;
        this.snapshots = snapshots;
        this.sync = sync;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage storage)
            throws IOException {
        super.initialize(server, group, storage);
        getLifeCycle()
                .startAndTransition(
                        () -> {
                            snapshots.open(storage);
                            restore();
                        },
                        IOException.class);
    }

    /** Called before a snapshot that arrived takes the place of those that are there. */
    @Override
    public void pause() {
        try {
            snapshots.syncArrived();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        restore();
        getLifeCycle().transition(LifeCycle.State.STARTING);
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }

    /** A piece of a snapshot, or all of it, is there. */
    public void arrived() throws IOException {
        snapshots.syncPlace();
    }

    /** It is not. Ratis leaves a machine at rest that got its snapshot but not into its place. */
    public void missed(Exception failure) {
        if (getLifeCycleState().isPausingOrPaused()) {
            events.broken("a snapshot could not be put in place: " + failure);
        }
    }

    private void restore() throws IOException {
        var latest = snapshots.checked();
        if (latest.isPresent()) {
            var snapshot = latest.get();
            setLastAppliedTermIndex(snapshot.getTermIndex());
            delivery.restored(snapshot.getIndex(), snapshot.getFile().getPath());
        }
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return snapshots.storage();
    }

    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        var request = transaction.getClientRequest();
        if (request != null && request.getMessage() instanceof ProposedEntry proposal) {
            proposal.append();
        }
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        var entry = Objects.requireNonNull(transaction.getLogEntry(), "log entry");
        var bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
        delivery.committed(new Entry(entry.getIndex(), entry.getTerm(), bytes));
        updateLastAppliedTermIndex(TermIndex.valueOf(entry));
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        delivery.passed(index);
        super.notifyTermIndexUpdated(term, index);
    }

    /** Called before Ratis syncs its log, and so before it acknowledges what is in there. */
    @Override
    public CompletableFuture<Void> flush(long index) {
        try {
            sync.sync();
            return CompletableFuture.completedFuture(null);
        } catch (IOException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public void notifyLeaderReady() {
        events.leads(term());
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) throws IOException {
        events.leaderless(term());
        review();
    }

    @Override
    public void notifyExtendedNoLeader(RoleInfoProto role) {
        events.leaderless(term());
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId self, RaftPeerId leader) {
        events.elected(leader.toString(), term());
    }

    @Override
    public void notifyConfigurationChanged(
            long term, long index, RaftConfigurationProto configuration) {
        sync.learn(
                LogEntryProto.newBuilder()
                        .setTerm(term)
                        .setIndex(index)
                        .setConfigurationEntry(configuration)
                        .build());
        events.agreed(
                Configuration.of(
                        index,
                        ProtoUtils.toRaftPeers(configuration.getPeersList()),
                        ProtoUtils.toRaftPeers(configuration.getOldPeersList())));
    }

    /** This member asks another for its vote. */
    public void canvasses() {
        events.canvasses();
    }

    /** Who leads answered this member that it is none any more. Ratis stops then. */
    public void dismissed() {
        events.dismissed();
    }

    @Override
    public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
        events.broken("its log failed: " + cause);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        events.stopped();
    }

    /** Another entry may be the last one of the log, or this member may not lead any more. */
    public void review() throws IOException {
        candidacy.review(division());
    }

    private long term() {
        try {
            return division().getInfo().getCurrentTerm();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private RaftServer.Division division() throws IOException {
        return getServer().join().getDivision(getGroupId());
    }

    @Override
    public void close() {
        getLifeCycle().checkStateAndClose();
    }
}
