package io.skep.agent.internal.session;

import io.skep.model.Config;
import io.skep.model.ConfigId;
import io.skep.model.Secret;
import io.skep.model.SecretId;
import io.skep.slice.Enclosures;
import io.skep.transport.agent.Assignments;
import java.util.SortedMap;
import java.util.TreeMap;

/** Secrets and configs a session has brought and not taken back. One for each session. */
final class Enclosing {

    private final SortedMap<SecretId, Secret> secrets = new TreeMap<>();
    private final SortedMap<ConfigId, Config> configs = new TreeMap<>();

    void take(Assignments next) {
        next.dropped().forEach(this::drop);
        next.secrets().forEach(secret -> secrets.put(secret.id(), secret));
        next.configs().forEach(config -> configs.put(config.id(), config));
    }

    private void drop(String id) {
        secrets.keySet().removeIf(known -> known.value().equals(id));
        configs.keySet().removeIf(known -> known.value().equals(id));
    }

    Enclosures now() {
        return new Enclosures(secrets, configs);
    }
}
