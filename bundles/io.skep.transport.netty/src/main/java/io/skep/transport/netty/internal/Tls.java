package io.skep.transport.netty.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.skep.lifecycle.PlugException;
import io.skep.transport.spi.Carrier.As;
import io.skep.transport.spi.Identity;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * TLS 1.3 with one identity: BoringSSL's where there is one for this machine, otherwise the JDK's,
 * whose ciphers take a multiple of the time until they are compiled. Immutable.
 */
final class Tls {

    private static final String PROTOCOL = "TLSv1.3";
    private static final List<String> SUITES =
            List.of(
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_CHACHA20_POLY1305_SHA256");

    private final SslContext server;
    private final SslContext node;
    private final SslContext stranger;
    private final boolean known;

    /** Throws {@link PlugException} if that provider has no TLS 1.3. */
    Tls(Optional<Identity> identity, SslProvider provider) {
        var key = new OneKey(identity);
        var trust = new Anchored(identity.map(Identity::anchors).orElse(List.of()));
        known = identity.isPresent();
        server =
                context(
                        SslContextBuilder.forServer(key).clientAuth(ClientAuth.OPTIONAL),
                        provider,
                        trust);
        node = context(SslContextBuilder.forClient().keyManager(key), provider, trust);
        stranger = context(SslContextBuilder.forClient(), provider, new Anybody());
    }

    /** The best of this machine. */
    static SslProvider best() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    private static SslContext context(
            SslContextBuilder builder, SslProvider provider, TrustManager trust) {
        try {
            // a resumed session would prove nothing anew
            return builder.sslProvider(provider)
                    .trustManager(trust)
                    .protocols(PROTOCOL)
                    .ciphers(SUITES)
                    .sessionTimeout(1)
                    .sessionCacheSize(1)
                    .build();
        } catch (SSLException missing) {
            throw new PlugException("transport netty: there is no TLS 1.3", missing);
        }
    }

    /** For who dialled in: it may show a certificate, and if it does, a good one. */
    SSLEngine server() {
        return server.newEngine(ByteBufAllocator.DEFAULT);
    }

    /** For a dial. */
    SSLEngine client(As as) {
        if (as == As.NODE && !known) {
            throw new PlugException("transport netty: this node has nothing to show");
        }
        return (as == As.NODE ? node : stranger).newEngine(ByteBufAllocator.DEFAULT);
    }
}
