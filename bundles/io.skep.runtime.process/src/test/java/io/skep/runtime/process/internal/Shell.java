package io.skep.runtime.process.internal;

import io.skep.model.spec.ContainerSpec;
import io.skep.tck.runtime.Programs;
import io.skep.tck.runtime.Workloads;
import java.util.List;
import java.util.stream.Collectors;

/** Programs of every Linux machine. */
final class Shell implements Programs {

    @Override
    public ContainerSpec sleeps() {
        return Workloads.container("process", List.of("sleep", "1000"));
    }

    @Override
    public ContainerSpec exitsWith(int code) {
        return script("exit " + code);
    }

    @Override
    public ContainerSpec prints(List<String> lines) {
        return script(lines.stream().map(line -> "echo " + line).collect(Collectors.joining(";")));
    }

    @Override
    public ContainerSpec shows(String target) {
        return script("cat $SKEP_FILES" + target);
    }

    @Override
    public ContainerSpec ignoresStopSignal() {
        return script("trap '' TERM; while true; do sleep 1; done");
    }

    @Override
    public ContainerSpec missing() {
        return Workloads.container("process", List.of("there-is-no-such-program"));
    }

    static ContainerSpec script(String text) {
        return Workloads.container("process", List.of("sh", "-c", text));
    }
}
