package io.skep.dockerapi.internal.page;

import io.skep.control.TaskLogSink;
import io.skep.dockerapi.internal.route.Outlet;
import io.skep.dockerjson.LogForm;
import io.skep.model.LogLine;
import io.skep.model.Task;

/** Lines of tasks on their way to a client. */
record LogSink(LogForm form, Outlet out) implements TaskLogSink {

    @Override
    public void line(Task task, LogLine line) {
        out.put(form.line(task, line));
    }

    @Override
    public void end(String error) {
        var last = error.isEmpty() ? new byte[0] : form.error(error);
        if (last.length > 0) {
            out.put(last);
        }
        out.end();
    }
}
