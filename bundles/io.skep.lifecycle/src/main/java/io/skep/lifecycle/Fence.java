package io.skep.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes fenced sinks: rule L10, a sink is valid for one epoch. */
public final class Fence {

    private static final Object DROPPED = new Object();

    private Fence() {}

    /**
     * A sink that passes calls on while {@code alive}. Otherwise a call that returns nothing is
     * dropped, one that returns a stage gets a failed one, and every other throws a {@link
     * PlugException}.
     *
     * @param type of the sink: an interface
     * @param sink the host's own
     * @param alive asked before each call, by the thread that calls
     */
    public static <S> S of(Class<S> type, S sink, BooleanSupplier alive) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) ->
                                method.getDeclaringClass() == Object.class || alive.getAsBoolean()
                                        ? call(sink, method, arguments)
                                        : late(method)));
    }

    private static @Nullable Object call(Object sink, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(sink, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static Object late(Method method) {
        var result = method.getReturnType();
        if (result == void.class) {
            // a proxy drops what is returned for a method that returns nothing
            return DROPPED;
        }
        var late = new PlugException(method.getName() + ": its plug is not live any more");
        if (result.isAssignableFrom(CompletableFuture.class)
                && CompletionStage.class.isAssignableFrom(result)) {
            return CompletableFuture.failedFuture(late);
        }
        throw late;
    }
}
