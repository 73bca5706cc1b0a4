package io.skep.lifecycle;

import io.skep.seam.Loop;
import io.skep.seam.Seams;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a plug is opened with.
 *
 * @param loop the host's loop: calls arrive on it, results return to it
 * @param seams time, workers, chance; rule L8: threads come from here only
 * @param sink the only way to talk back. Rule L10: late calls are dropped and counted
 * @param directory the plug's own directory; made when it is needed
 * @param settings of the plug
 * @param <S> the sink
 */
public record PlugContext<S>(
        Loop loop, Seams seams, S sink, Path directory, Map<String, String> settings) {

    /** Copies the settings. */
    public PlugContext {
        settings = Map.copyOf(settings);
    }
}
