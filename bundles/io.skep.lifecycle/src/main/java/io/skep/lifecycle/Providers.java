package io.skep.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers of one contract that the OSGi registry has, between a component's bind and unbind
 * methods and the sockets of its duty, which come and go with the duty. Safe for use by any thread.
 *
 * @param <P> the plugs
 * @param <S> what plugs talk back through
 */
public final class Providers<P extends Plug, S> {

    private static final Logger log = LoggerFactory.getLogger(Providers.class);

    private final String contract;
    // both: changed by threads that start and stop bundles and by the host's loop
    private final List<PlugProvider<P, S>> known = new CopyOnWriteArrayList<>();
    private final List<Socket<P, S>> sockets = new CopyOnWriteArrayList<>();

    /** No providers of a contract yet. */
    public Providers(String contract) {
        this.contract = contract;
    }

    /** For a bind method. Providers of other contracts are ignored. */
    @SuppressWarnings("unchecked") // the contract's name stands for its types
    public void bind(PlugProvider<?, ?> provider) {
        if (provider.info().contract().equals(contract)) {
            var ours = (PlugProvider<P, S>) provider;
            known.add(ours);
            sockets.forEach(socket -> socket.bind(ours));
        }
    }

    /**
     * For an unbind method: waits until the provider's plugs are closed, but not longer than {@link
     * Socket#EMERGENCY}; then their sinks are dead. On the host's own loop it does not wait.
     */
    public void unbind(PlugProvider<?, ?> provider) {
        var gone = release(provider).toCompletableFuture();
        if (sockets.stream().anyMatch(Socket::runsHere)) {
            return;
        }
        try {
            gone.get(Socket.EMERGENCY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            log.warn("socket {}: is stuck; a plug of it is cut off", contract, stuck);
            sockets.forEach(socket -> socket.cut(provider));
        } catch (InterruptedException interrupted) {
            sockets.forEach(socket -> socket.cut(provider));
            Thread.currentThread().interrupt();
        }
    }

    /** What {@link #unbind} waits for; for simulations, where nobody may wait. */
    public CompletionStage<Void> release(PlugProvider<?, ?> provider) {
        var gone = new ArrayList<CompletableFuture<Void>>();
        for (var ours : known) {
            if (ours == provider) {
                known.remove(ours);
                sockets.forEach(socket -> gone.add(socket.unbind(ours).toCompletableFuture()));
            }
        }
        return CompletableFuture.allOf(gone.toArray(CompletableFuture<?>[]::new));
    }

    /** Tells a socket of all providers, now and from now on. */
    public void attach(Socket<P, S> socket) {
        sockets.add(socket);
        for (var provider : known) {
            socket.bind(provider);
            if (!known.contains(provider)) {
                socket.unbind(provider);
            }
        }
    }

    /** Tells a socket nothing more. */
    public void detach(Socket<P, S> socket) {
        sockets.remove(socket);
    }

    /** Who is there. */
    public List<PlugInfo> infos() {
        return known.stream().map(PlugProvider::info).toList();
    }
}
