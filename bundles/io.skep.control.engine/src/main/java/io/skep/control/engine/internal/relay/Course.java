package io.skep.control.engine.internal.relay;

import io.skep.seam.Loop;
import io.skep.store.Quorum;
import io.skep.store.Store;
import io.skep.transport.Transport;

/**
 * The way to the leader.
 *
 * @param loop where errands run
 */
public record Course(Store store, Quorum quorum, Transport transport, Loop loop) {}
