package io.skep.store.engine.internal.machine;

import io.skep.model.State;

/**
 * A transaction this member drafted.
 *
 * @param transaction as read back from its bytes, so that it is what every member reads
 * @param bytes of the transaction
 * @param after the state with it
 */
public record Drafted(Transaction transaction, byte[] bytes, State after) {}
