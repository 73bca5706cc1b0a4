package io.skep.runtime.docker.internal.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Blocking work that may be aborted from outside: its thread is interrupted, nobody else's. */
final class Attempt<T> implements Callable<T> {

    private static final Object WAITING = new Object();
    private static final Object ABORTING = new Object();
    private static final Object DONE = new Object();

    private final Callable<T> work;

    // guards whose thread may be interrupted: one of the words above, or the thread at work
    private final AtomicReference<Object> state = new AtomicReference<>(WAITING);
    private final CountDownLatch finished = new CountDownLatch(1);

    Attempt(Callable<T> work) {
        this.work = work;
    }

    @Override
    public T call() throws Exception {
        var me = Thread.currentThread();
        if (!state.compareAndSet(WAITING, me)) {
            throw new CancellationException();
        }
        try {
            return work.call();
        } finally {
            if (!state.compareAndSet(me, DONE)) {
                forgetInterrupt();
            }
            finished.countDown();
        }
    }

    /** The pool's thread must not carry our interrupt into somebody else's work. */
    private void forgetInterrupt() {
        while (state.get() != DONE) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    /** Lets it end by itself if it has begun, for some time; aborts it then. */
    void end(long patienceNanos) throws InterruptedException {
        if (state.get() == WAITING || !finished.await(patienceNanos, TimeUnit.NANOSECONDS)) {
            abort();
        }
    }

    void abort() {
        if (state.compareAndSet(WAITING, DONE)) {
            return;
        }
        if (state.get() instanceof Thread thread && state.compareAndSet(thread, ABORTING)) {
            thread.interrupt();
            state.set(DONE);
        }
    }
}
