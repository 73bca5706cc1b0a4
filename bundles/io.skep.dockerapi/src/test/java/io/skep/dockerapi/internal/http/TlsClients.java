package io.skep.dockerapi.internal.http;

import io.skep.transport.spi.Identity;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Clients that take whatever the server shows, and show what a test wants. */
final class TlsClients {

    private static final char[] NO_SECRET = {};
    private static final int PATIENCE_MILLIS = 15_000;

    private TlsClients() {}

    /** What a server is given. */
    static void write(Path folder, Identity identity) throws IOException {
        Files.createDirectories(folder);
        try {
            pem(folder.resolve("ca.pem"), "CERTIFICATE", identity.anchors().get(0).getEncoded());
            pem(folder.resolve("cert.pem"), "CERTIFICATE", identity.chain().get(0).getEncoded());
            pem(folder.resolve("key.pem"), "PRIVATE KEY", identity.key().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void pem(Path file, String kind, byte[] bytes) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }

    static Socket plain(int port) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static SSLSocket of(int port, String version, Optional<Identity> shown) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            KeyManager[] keys = shown.isEmpty() ? new KeyManager[0] : keys(shown.get());
            context.init(keys, new TrustManager[] {new Anything()}, null);
            var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
            socket.setEnabledProtocols(new String[] {version});
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static KeyManager[] keys(Identity shown) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        var chain = shown.chain().toArray(X509Certificate[]::new);
        store.setKeyEntry("own", shown.key(), NO_SECRET, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_SECRET);
        // shown to every server, whatever authorities it names: an attacker does no less
        return new KeyManager[] {new Stubborn(factory)};
    }

    private static final class Anything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
