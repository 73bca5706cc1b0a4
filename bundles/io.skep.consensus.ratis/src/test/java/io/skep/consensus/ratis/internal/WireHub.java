package io.skep.consensus.ratis.internal;

import io.skep.consensus.ratis.internal.wire.Wire;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Wires between members in one process; a member may be cut off. */
final class WireHub implements AutoCloseable {

    private final Map<String, Wire.Service> services = new ConcurrentHashMap<>();
    private final Set<String> cut = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Wire of(String self) {
        return new Wire() {
            @Override
            public boolean reachesOthers() {
                return true;
            }

            @Override
            public CompletionStage<byte[]> call(String member, Verb verb, byte[] request) {
                return ask(self, member, verb, request);
            }

            @Override
            public CompletionStage<byte[]> answer(byte[] message) {
                return CompletableFuture.failedFuture(new IOException("the hub asks services"));
            }

            @Override
            public void serve(Service service) {
                services.put(self, service);
            }

            @Override
            public void end() {
                services.remove(self);
            }
        };
    }

    void cut(String member) {
        cut.add(member);
    }

    void mend(String member) {
        cut.remove(member);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private CompletionStage<byte[]> ask(String from, String to, Wire.Verb verb, byte[] request) {
        var service = services.get(to);
        if (service == null || cut.contains(from) || cut.contains(to)) {
            return CompletableFuture.failedFuture(new IOException("cannot reach " + to));
        }
        return CompletableFuture.supplyAsync(() -> service.answer(verb, request), threads)
                .thenCompose(answer -> answer);
    }
}
