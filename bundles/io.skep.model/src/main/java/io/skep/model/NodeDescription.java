package io.skep.model;

import io.skep.model.spec.Given;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Resources;
import java.util.List;
import java.util.Map;

/**
 * Facts a node reports of itself. Source: swarm-behaviour ND-1.
 *
 * @param hostname its host name
 * @param platform processor and operating system
 * @param resources what it has in all
 * @param engineVersion version of its container engine; empty without one
 * @param engineLabels the engine's labels
 * @param plugins what its engine can do
 * @param runtimes runtime plugs it has, best first
 * @param cipher public key with which frames to it are encrypted; empty when it cannot do that
 */
public record NodeDescription(
        String hostname,
        Platform platform,
        Resources resources,
        String engineVersion,
        Map<String, String> engineLabels,
        List<Plugin> plugins,
        List<String> runtimes,
        String cipher) {

    /** Copies, orders and fills what is absent. */
    public NodeDescription {
        hostname = Given.text(hostname);
        engineVersion = Given.text(engineVersion);
        engineLabels = Given.map(engineLabels);
        plugins = Given.list(plugins);
        runtimes = Given.list(runtimes);
        cipher = Given.text(cipher);
    }

    /** Of a node that encrypts no frames. */
    public NodeDescription(
            String hostname,
            Platform platform,
            Resources resources,
            String engineVersion,
            Map<String, String> engineLabels,
            List<Plugin> plugins,
            List<String> runtimes) {
        this(hostname, platform, resources, engineVersion, engineLabels, plugins, runtimes, "");
    }
}
