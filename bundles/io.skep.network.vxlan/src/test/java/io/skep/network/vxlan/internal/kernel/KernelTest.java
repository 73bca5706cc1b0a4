package io.skep.network.vxlan.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.network.vxlan.internal.tool.Tools;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel is asked for where there is no module for it yet; real ones have it loaded. */
class KernelTest {

    private final List<String> ran = new ArrayList<>();
    private boolean loaded;

    @Test
    void loadsTheModuleThatBringsFramesBeforeTheRules() {
        new Kernel(this::run).permit(List.of());

        assertEquals(List.of("ip_forward", "br_netfilter", "filter"), ran);
    }

    @Test
    void loadsNothingThatIsThere() {
        loaded = true;

        new Kernel(this::run).permit(List.of());

        assertEquals(List.of("ip_forward", "filter"), ran);
    }

    /** As a host with an engine since 27.3: it has loaded no module. */
    private Tools.Outcome run(List<String> words, String input) {
        var line = String.join(" ", words);
        if (line.contains("bridge-nf-call-iptables=1")) {
            return loaded ? done("filter") : new Tools.Outcome(255, "", "No such file");
        }
        loaded |= line.equals("modprobe br_netfilter");
        return done(line.contains("ip_forward") ? "ip_forward" : words.get(words.size() - 1));
    }

    private Tools.Outcome done(String what) {
        ran.add(what);
        return new Tools.Outcome(0, "", "");
    }
}
