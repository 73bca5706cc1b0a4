package io.skep.control.engine.internal;

import io.skep.ca.Credentials;
import io.skep.ca.JoinTokens;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What lets nodes into a cluster. */
@Component(name = "io.skep.control.engine.keys", service = Keys.class)
public final class Keys {

    private final Credentials credentials;
    private final JoinTokens tokens;

    /** Wired, not working. */
    @Activate
    public Keys(
            @Reference(name = "credentials") Credentials credentials,
            @Reference(name = "tokens") JoinTokens tokens) {
        this.credentials = credentials;
        this.tokens = tokens;
    }

    Credentials credentials() {
        return credentials;
    }

    JoinTokens tokens() {
        return tokens;
    }
}
