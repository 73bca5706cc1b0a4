package io.skep.lifecycle;

/**
 * One row of {@code skep:plug-ls}.
 *
 * @param info the plug
 * @param state {@code available}, {@code opening}, {@code live}, {@code quiescing}, {@code
 *     handing-over} or {@code failed}
 * @param epoch under which it works; 0 when it does not
 * @param note the last failure or swap, in words; may be empty
 */
public record PlugRow(PlugInfo info, String state, long epoch, String note) {}
