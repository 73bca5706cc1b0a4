package io.skep.tck.consensus.memory;

import io.skep.consensus.Consensus;
import io.skep.consensus.ConsensusSink;
import io.skep.consensus.Entry;
import io.skep.consensus.Role;
import io.skep.itests.sim.SimKernel;
import io.skep.lifecycle.PlugContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A member in a simulation, whose host's state is the texts of all entries. */
final class Host implements ConsensusSink {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    final List<String> texts = new ArrayList<>();
    final List<Role> roles = new ArrayList<>();
    final Consensus plug;
    private long index;

    Host(SimKernel kernel, MemoryGroup group, String id, String members, Path directory) {
        var seams = kernel.node(id);
        var settings = Map.of(Consensus.MEMBER_ID, id, Consensus.MEMBERS, members);
        var context =
                new PlugContext<ConsensusSink>(
                        seams.loop("host"), seams, this, directory.resolve(id), settings);
        plug = new MemoryConsensusProvider(group).open(context);
        plug.activate(1, Optional.empty());
    }

    boolean leads() {
        return !roles.isEmpty() && roles.get(roles.size() - 1) == Role.LEADER;
    }

    CompletableFuture<String> propose(String text) {
        return plug.propose(text.getBytes(StandardCharsets.UTF_8), PATIENCE)
                .handle((at, failure) -> failure == null ? "ok" : cause(failure).getMessage())
                .toCompletableFuture();
    }

    @Override
    public CompletionStage<Void> committed(List<Entry> batch) {
        for (var entry : batch) {
            texts.add(new String(entry.bytes(), StandardCharsets.UTF_8));
            index = entry.index();
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void role(Role role, long term, String leader) {
        roles.add(role);
    }

    @Override
    public CompletionStage<Long> save(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, texts);
            return CompletableFuture.completedFuture(index);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public CompletionStage<Void> install(long at, Path file) {
        try {
            texts.clear();
            texts.addAll(Files.readAllLines(file));
            index = at;
            return CompletableFuture.completedFuture(null);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }
}
