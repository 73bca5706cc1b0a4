package io.skep.transport.netty.internal;

import io.skep.lifecycle.PlugException;
import io.skep.transport.spi.Carrier.As;
import io.skep.transport.spi.Identity;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/** TLS 1.3 of the JDK with one identity. Immutable. */
final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final String[] SUITES = {
        "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"
    };

    private final SSLContext node;
    private final SSLContext stranger;
    private final boolean known;

    Tls(Optional<Identity> identity) {
        var anchors = identity.map(Identity::anchors).orElse(List.of());
        var keys = identity.map(one -> new KeyManager[] {new OneKey(one)});
        this.known = identity.isPresent();
        this.node = context(keys.orElse(new KeyManager[0]), new Anchored(anchors));
        this.stranger = context(new KeyManager[0], new Anybody());
    }

    private static SSLContext context(KeyManager[] keys, TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(keys, new TrustManager[] {trust}, null);
            // a resumed session would prove nothing anew
            context.getServerSessionContext().setSessionTimeout(1);
            context.getServerSessionContext().setSessionCacheSize(1);
            return context;
        } catch (GeneralSecurityException missing) {
            throw new PlugException("transport netty: this Java has no TLS 1.3", missing);
        }
    }

    /** For who dialled in: it may show a certificate, and if it does, a good one. */
    SSLEngine server() {
        var engine = engine(node);
        engine.setUseClientMode(false);
        engine.setWantClientAuth(true);
        return engine;
    }

    /** For a dial. */
    SSLEngine client(As as) {
        if (as == As.NODE && !known) {
            throw new PlugException("transport netty: this node has nothing to show");
        }
        var engine = engine(as == As.NODE ? node : stranger);
        engine.setUseClientMode(true);
        return engine;
    }

    private static SSLEngine engine(SSLContext context) {
        var engine = context.createSSLEngine();
        engine.setEnabledProtocols(PROTOCOLS);
        engine.setEnabledCipherSuites(SUITES);
        return engine;
    }
}
