package io.skep.runtime.engine.internal.template;

import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Driver;
import io.skep.model.spec.Mount;
import io.skep.model.spec.VolumeOptions;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Expands what may hold placeholders, and nothing else. Source: swarm-behaviour TP-2, TP-4. */
public final class Expansion {

    private final Map<String, Object> facts;

    /** An expansion with these facts. */
    public Expansion(Map<String, Object> facts) {
        this.facts = facts;
    }

    /**
     * The container with its env, mounts and host name expanded.
     *
     * @throws TemplateFailure when one cannot be
     */
    public ContainerSpec of(ContainerSpec c) {
        return new ContainerSpec(
                c.image(),
                c.labels(),
                c.command(),
                c.args(),
                text(c.hostname(), "expanding hostname failed"),
                c.env().stream().map(this::variable).toList(),
                c.dir(),
                c.user(),
                c.groups(),
                c.privileges(),
                c.init(),
                c.stopSignal(),
                c.tty(),
                c.openStdin(),
                c.readOnly(),
                c.mounts().stream().map(this::mount).toList(),
                c.stopGracePeriod(),
                c.healthcheck(),
                c.hosts(),
                c.dnsConfig(),
                c.secrets(),
                c.configs(),
                c.isolation(),
                c.sysctls(),
                c.capabilityAdd(),
                c.capabilityDrop(),
                c.ulimits(),
                c.oomScoreAdj());
    }

    private String variable(String text) {
        return text(text, "expanding env failed: expanding \"" + text + "\"");
    }

    private Mount mount(Mount m) {
        return new Mount(
                m.type(),
                text(m.source(), inMounts(m.source())),
                text(m.target(), inMounts(m.target())),
                m.readOnly(),
                m.consistency(),
                m.bindOptions(),
                volume(m.volumeOptions()),
                m.tmpfsOptions());
    }

    private @Nullable VolumeOptions volume(@Nullable VolumeOptions options) {
        return options == null
                ? null
                : new VolumeOptions(
                        options.noCopy(),
                        values(options.labels()),
                        driver(options.driverConfig()),
                        options.subpath());
    }

    private @Nullable Driver driver(@Nullable Driver driver) {
        return driver == null ? null : new Driver(driver.name(), values(driver.options()));
    }

    private SortedMap<String, String> values(Map<String, String> texts) {
        var expanded = new TreeMap<String, String>();
        texts.forEach((name, text) -> expanded.put(name, text(text, inMounts(text))));
        return expanded;
    }

    private static String inMounts(String text) {
        return "expanding mounts failed: expanding \"" + text + "\"";
    }

    private String text(String text, String what) {
        try {
            return text.contains("{{") ? Template.expand(text, facts) : text;
        } catch (TemplateFailure failure) {
            throw new TemplateFailure(what + ": " + failure.getMessage());
        }
    }
}
