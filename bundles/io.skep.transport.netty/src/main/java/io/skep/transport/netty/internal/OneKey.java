package io.skep.transport.netty.internal;

import io.skep.transport.spi.Identity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one certificate, whoever asks; none without an identity. */
final class OneKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "node";

    private final Optional<Identity> identity;

    OneKey(Optional<Identity> identity) {
        this.identity = identity;
    }

    /** TLS 1.3 asks for each kind of key in turn. */
    private @Nullable String alias(String kind) {
        return identity.filter(one -> kind.equals(one.key().getAlgorithm())).isPresent()
                ? ALIAS
                : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] kinds, Principal[] issuers, SSLEngine engine) {
        for (var kind : kinds) {
            if (alias(kind) != null) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String kind, Principal[] issuers, SSLEngine engine) {
        return alias(kind);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return identity.orElseThrow().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return identity.orElseThrow().key();
    }
}
