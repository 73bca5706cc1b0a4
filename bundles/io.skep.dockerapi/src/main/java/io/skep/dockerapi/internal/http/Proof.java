package io.skep.dockerapi.internal.http;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * What the API shows on TCP, and whom it believes: whoever has a certificate of the API's own CA. A
 * node's certificate proves nothing here (A34).
 */
final class Proof {

    private static final List<String> SUITES =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

    private Proof() {}

    /**
     * From {@code ca.pem}, {@code cert.pem} and {@code key.pem} of a folder.
     *
     * @throws IllegalStateException when it cannot: the API is never served without
     */
    static SslContext in(Path folder) {
        try {
            return SslContextBuilder.forServer(file(folder, "cert.pem"), file(folder, "key.pem"))
                    .sslProvider(SslProvider.JDK)
                    .trustManager(file(folder, "ca.pem"))
                    .clientAuth(ClientAuth.REQUIRE)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(SUITES)
                    .build();
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new IllegalStateException("cannot be used: what is in " + folder, unusable);
        }
    }

    private static File file(Path folder, String name) {
        var file = folder.resolve(name);
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(
                    "the API on TCP needs " + file + "; ./skep up makes it");
        }
        return file.toFile();
    }
}
