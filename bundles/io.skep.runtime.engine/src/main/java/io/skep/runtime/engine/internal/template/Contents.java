package io.skep.runtime.engine.internal.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skep.model.ConfigId;
import io.skep.model.SecretId;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Driver;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.Payload;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import io.skep.runtime.spi.RuntimeFailure;
import io.skep.slice.Enclosures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the secrets and configs of one task hold. Their placeholders may name one another, by
 * target, and variables of the environment. Source: swarm-behaviour SE-11.
 */
public final class Contents implements Library {

    private static final String GOLANG = "golang";

    private final ContainerSpec container;
    private final Enclosures enclosures;

    /** Those a container refers to. */
    public Contents(ContainerSpec container, Enclosures enclosures) {
        this.container = container;
        this.enclosures = enclosures;
    }

    /**
     * A secret.
     *
     * @throws RuntimeFailure when it did not come with the task: it was removed. Source:
     *     swarm-behaviour trap 82
     */
    public SecretSpec secret(SecretReference reference) {
        var known = enclosures.secrets().get(new SecretId(reference.secretID()));
        if (known == null) {
            throw RuntimeFailure.fatal("secret " + reference.secretName() + " does not exist");
        }
        return readable(known.spec().value());
    }

    /** SE-10: the payload of a secret with a driver is with a plugin of the engine. */
    private static SecretSpec readable(SecretSpec spec) {
        var driver = spec.driver();
        if (driver != null) {
            throw RuntimeFailure.fatal(
                    "secret " + spec.name() + ": there is no secret driver " + driver.name());
        }
        return spec;
    }

    /** A config; fails as {@link #secret} does. */
    public ConfigSpec config(ConfigReference reference) {
        var known = enclosures.configs().get(new ConfigId(reference.configID()));
        if (known == null) {
            throw RuntimeFailure.fatal("config " + reference.configName() + " does not exist");
        }
        return known.spec().value();
    }

    /** A payload with its placeholders expanded; they are text then. */
    public Payload expand(String what, Payload data, Driver templating, Map<String, Object> facts) {
        if (!templating.name().equals(GOLANG)) {
            throw RuntimeFailure.fatal(what + ": unrecognized template type: " + templating.name());
        }
        try {
            var text = Template.expand(new String(data.bytes(), UTF_8), facts, this);
            return Payload.of(text.getBytes(UTF_8));
        } catch (TemplateFailure failure) {
            throw new TemplateFailure("expanding " + what + " failed: " + failure.getMessage());
        }
    }

    @Override
    public Optional<Object> call(String name, List<Object> arguments) {
        if (arguments.size() != 1) {
            return Optional.empty();
        }
        var named = Functions.text(arguments.get(0));
        return switch (name) {
            case "secret" -> Optional.of(secretAt(named));
            case "config" -> Optional.of(configAt(named));
            case "env" -> Optional.of(variable(named));
            default -> Optional.empty();
        };
    }

    private String secretAt(String target) {
        return container.secrets().stream()
                .filter(reference -> isAt(reference.file(), target))
                .findFirst()
                .map(this::secret)
                .map(spec -> text(spec.data()))
                .orElseThrow(() -> missing("secret", target));
    }

    private String configAt(String target) {
        return container.configs().stream()
                .filter(reference -> isAt(reference.file(), target))
                .findFirst()
                .map(this::config)
                .map(spec -> text(spec.data()))
                .orElseThrow(() -> missing("config", target));
    }

    private static boolean isAt(@Nullable FileTarget file, String target) {
        return file != null && file.name().equals(target);
    }

    private static TemplateFailure missing(String kind, String target) {
        return new TemplateFailure(
                "error calling " + kind + ": " + kind + " target " + target + " not found");
    }

    private static String text(Payload payload) {
        return new String(payload.bytes(), UTF_8);
    }

    private String variable(String name) {
        return container.env().stream()
                .filter(entry -> entry.startsWith(name + "="))
                .findFirst()
                .map(entry -> entry.substring(name.length() + 1))
                .orElse("");
    }
}
