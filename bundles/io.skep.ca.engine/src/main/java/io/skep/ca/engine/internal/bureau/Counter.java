package io.skep.ca.engine.internal.bureau;

import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.transport.Caller;
import java.util.concurrent.CompletionStage;

/** Where certificates are asked for. Safe for use by any thread. */
@FunctionalInterface
public interface Counter {

    /** Issues a certificate, or has it issued. */
    CompletionStage<Issued> ask(Caller caller, Asking asking);
}
