package io.skep.runtime.docker.internal;

import io.skep.itests.engine.TestEngine;
import io.skep.model.spec.ContainerSpec;
import io.skep.tck.runtime.Programs;
import io.skep.tck.runtime.Workloads;
import java.util.List;

/** The kit's programs, as shell scripts of the test image. */
final class BusyboxPrograms implements Programs {

    static ContainerSpec shell(String script) {
        return Workloads.container(TestEngine.IMAGE, List.of("sh", "-c", script));
    }

    @Override
    public ContainerSpec sleeps() {
        return shell("trap 'exit 0' TERM; sleep 1000 & wait");
    }

    @Override
    public ContainerSpec exitsWith(int code) {
        return shell("exit " + code);
    }

    @Override
    public ContainerSpec prints(List<String> lines) {
        return shell("printf '%s\\n' " + String.join(" ", lines));
    }

    @Override
    public ContainerSpec shows(String target) {
        return shell("cat " + target + " && ! touch " + target + " 2> /dev/null");
    }

    @Override
    public ContainerSpec ignoresStopSignal() {
        return shell("trap '' TERM; sleep 1000");
    }

    @Override
    public ContainerSpec missing() {
        return Workloads.container("127.0.0.1:1/no/such:image", List.of());
    }
}
