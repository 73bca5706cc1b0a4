package io.skep.tck.runtime;

import io.skep.model.spec.ContainerSpec;
import java.util.List;

/** What the kit lets a runtime run. {@link Workloads#container} makes the specs. */
public interface Programs {

    /** Runs until it is asked to stop, and ends soon after that. */
    ContainerSpec sleeps();

    /** Ends by itself, at once or soon, with this code. */
    ContainerSpec exitsWith(int code);

    /** Writes these lines to standard output, in order, and ends with 0. */
    ContainerSpec prints(List<String> lines);

    /** Writes to standard output what the file for a target holds, one line, and ends with 0. */
    ContainerSpec shows(String target);

    /** Runs for ever and takes no notice of the stop signal. */
    ContainerSpec ignoresStopSignal();

    /** Cannot be run: there is no such image or program. */
    ContainerSpec missing();
}
