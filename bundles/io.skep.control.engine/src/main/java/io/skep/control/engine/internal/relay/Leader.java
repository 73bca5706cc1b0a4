package io.skep.control.engine.internal.relay;

import io.skep.control.Command;
import io.skep.control.Receipt;
import io.skep.control.engine.internal.answer.Fresh;
import java.util.concurrent.CompletionStage;

/** Carries commands out, where the cluster is led. */
public interface Leader {

    /** Carries a command out for the first time. */
    CompletionStage<Receipt> carry(Command command, Fresh fresh);

    /** Carries a command out unless that has been done: nobody knows. */
    CompletionStage<Receipt> again(Command command, Fresh fresh);
}
