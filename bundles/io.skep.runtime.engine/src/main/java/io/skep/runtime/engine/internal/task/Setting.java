package io.skep.runtime.engine.internal.task;

import io.skep.lifecycle.DutyContext;
import io.skep.runtime.engine.internal.file.Vault;
import io.skep.runtime.engine.internal.ledger.Ledger;
import io.skep.runtime.engine.internal.net.Callers;
import io.skep.runtime.engine.internal.plug.Runtimes;
import io.skep.seam.Loop;
import io.skep.slice.Slice;

/**
 * What all tasks of a node share.
 *
 * @param context of the duty
 * @param loop everything happens on
 * @param slice where wishes come from and observations go
 * @param runtimes those that work
 * @param ledger of handles
 * @param vault of files
 * @param callers of tasks
 */
public record Setting(
        DutyContext context,
        Loop loop,
        Slice slice,
        Runtimes runtimes,
        Ledger ledger,
        Vault vault,
        Callers callers) {}
