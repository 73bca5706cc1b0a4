package io.skep.shell.internal.swarm;

import io.skep.control.TaskLogSink;
import io.skep.model.LogLine;
import io.skep.model.Task;
import io.skep.shell.internal.Show;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Prints lines of output as they come. */
final class LinePrinter implements TaskLogSink {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<String> error = new AtomicReference<>("");
    private final PrintStream out;

    LinePrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void line(Task task, LogLine line) {
        var text = line.text();
        out.println(Show.id(task.id()) + " | " + (text.endsWith("\n") ? text.strip() : text));
    }

    @Override
    public void end(String why) {
        error.set(why);
        ended.countDown();
    }

    /** Waits for the end of the output; returns why it is incomplete, or nothing. */
    String await() throws InterruptedException {
        ended.await();
        return error.get();
    }
}
