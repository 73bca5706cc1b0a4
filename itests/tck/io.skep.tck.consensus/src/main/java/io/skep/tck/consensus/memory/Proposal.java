package io.skep.tck.consensus.memory;

import java.util.concurrent.CompletableFuture;

/** An entry on its way into the log. */
record Proposal(byte[] bytes, Fate fate, CompletableFuture<Long> answer) {}
