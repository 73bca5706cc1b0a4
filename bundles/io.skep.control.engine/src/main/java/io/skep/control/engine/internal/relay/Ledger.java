package io.skep.control.engine.internal.relay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What came of the last commands that others passed on: one that comes twice, because an answer was
 * lost, is carried out once. Belongs to its loop. In memory only: when another one leads, {@link
 * io.skep.control.engine.internal.answer.Repeat} tells from the state.
 */
final class Ledger {

    private final int kept;
    private final Map<String, CompletionStage<Verdict>> verdicts = new LinkedHashMap<>();

    Ledger(int kept) {
        this.kept = kept;
    }

    /** The verdict on a request, from the first time it was asked for. */
    CompletionStage<Verdict> once(String request, Supplier<CompletionStage<Verdict>> work) {
        var known = verdicts.get(request);
        if (known != null) {
            return known;
        }
        var fresh = work.get();
        verdicts.put(request, fresh);
        if (verdicts.size() > kept) {
            verdicts.remove(verdicts.keySet().iterator().next());
        }
        return fresh;
    }

    /** Nothing was done, or nobody knows: the next time it is looked at anew. */
    void forget(String request) {
        verdicts.remove(request);
    }
}
