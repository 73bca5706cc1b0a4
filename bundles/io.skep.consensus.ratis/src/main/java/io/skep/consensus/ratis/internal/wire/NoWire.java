package io.skep.consensus.ratis.internal.wire;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** For a group of one: nobody to reach, and nobody who can reach it. */
public final class NoWire implements Wire {

    @Override
    public boolean reachesOthers() {
        return false;
    }

    @Override
    public CompletionStage<byte[]> call(String member, Verb verb, byte[] request) {
        return CompletableFuture.failedFuture(new IOException("no way to member " + member));
    }

    @Override
    public CompletionStage<byte[]> answer(byte[] message) {
        return CompletableFuture.failedFuture(new IOException("this member has no peers"));
    }

    @Override
    public void serve(Service service) {
        // nobody asks
    }

    @Override
    public void end() {
        // nobody asked
    }
}
