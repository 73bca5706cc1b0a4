package io.skep.shell.internal.complete;

import io.skep.control.Control;
import io.skep.model.View;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Names from the cluster's state; none when it does not answer at once. */
final class Choices {

    private static final int PATIENCE_MILLIS = 500;

    private Choices() {}

    static StringsCompleter of(Control control, Function<View, Stream<String>> names) {
        try {
            var view =
                    control.read()
                            .toCompletableFuture()
                            .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return new StringsCompleter(names.apply(view).toList());
        } catch (ExecutionException | TimeoutException none) {
            return new StringsCompleter(List.of());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new StringsCompleter(List.of());
        }
    }
}
