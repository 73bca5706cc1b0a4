package io.skep.network.nftables.internal.tool;

import io.skep.network.nftables.internal.plan.Proxy;
import io.skep.network.nftables.internal.plan.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * What passes the engine's rules, which would drop it or let it through after many others. Its own
 * chain for that outlives the engine's restarts. Any thread. Blocks.
 */
final class Passes {

    private static final String ENGINES_CHAIN = "DOCKER-USER";
    private static final String BRIDGES = Proxy.OURS + "+";

    /** Out of what comes from elsewhere, what was led to a task. */
    private static final List<String> LED_IN =
            List.of("-m", "connmark", "--mark", Routes.OURS, "-j", "ACCEPT");

    /** What stays on one bridge; it has four rules for each network, and asks them in turn. */
    private static final List<String> BRIDGED =
            List.of("-i", BRIDGES, "-m", "physdev", "--physdev-is-bridged", "-j", "ACCEPT");

    /** What versions before let through instead. */
    private static final List<String> GOES_ON =
            List.of(
                    ("-i " + BRIDGES + " -o " + BRIDGES + " -m conntrack --ctstate ESTABLISHED")
                            .concat(" -j ACCEPT")
                            .split(" "));

    private final Tools tools;

    Passes(Tools tools) {
        this.tools = tools;
    }

    /**
     * Has them there. An engine without that chain drops nothing.
     *
     * @throws ToolException when it could not
     */
    synchronized void look() {
        if (!run("-L", List.of("-n")).good()) {
            return;
        }
        if (!run("-C", LED_IN).good()) {
            run("-I", LED_IN).need("iptables");
        }
        // it would let that through as well, so a kernel without this match does no harm
        if (!run("-C", BRIDGED).good()) {
            run("-I", BRIDGED);
        }
    }

    /** Removes them. */
    synchronized void clear() {
        run("-D", LED_IN);
        run("-D", BRIDGED);
        run("-D", GOES_ON);
    }

    private Tools.Outcome run(String verb, List<String> rest) {
        var words = new ArrayList<>(List.of("iptables", "-w", "5", verb, ENGINES_CHAIN));
        words.addAll(rest);
        return tools.run(words, "");
    }
}
