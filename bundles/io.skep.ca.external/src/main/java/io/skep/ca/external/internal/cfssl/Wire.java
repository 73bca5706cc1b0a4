package io.skep.ca.external.internal.cfssl;

import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Signers;
import io.skep.seam.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Letters over HTTPS, this node's certificate shown. Nobody is followed elsewhere, nothing goes
 * through a proxy, and who takes longer than five seconds or says more than 256 KiB is left.
 */
final class Wire {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_ANSWER = 256 << 10;
    private static final int CHUNK = 8 << 10;
    private static final int HTTPS = 443;
    private static final int FIRST_ERROR = 400;

    private final SSLSocketFactory sockets;
    private final Time time;

    Wire(Signers signers, X509Certificate root, Time time) {
        this.sockets = Tls.sockets(signers, root, time);
        this.time = time;
    }

    /** The certificate that a signer answers with, PEM. */
    String sign(URI url, byte[] letter) {
        long until = time.nanos() + PATIENCE.toNanos();
        try {
            var connection = opened(url.toURL());
            try {
                connection.setFixedLengthStreamingMode(letter.length);
                try (var out = connection.getOutputStream()) {
                    out.write(letter);
                }
                return answer(connection, until);
            } finally {
                connection.disconnect();
            }
        } catch (IOException failure) {
            throw unavailable("unable to perform certificate signing request", failure);
        }
    }

    private HttpsURLConnection opened(URL url) throws IOException {
        var connection = (HttpsURLConnection) url.openConnection(Proxy.NO_PROXY);
        connection.setSSLSocketFactory(sockets);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setConnectTimeout((int) PATIENCE.toMillis());
        connection.setReadTimeout((int) PATIENCE.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setDoOutput(true);
        return connection;
    }

    private String answer(HttpsURLConnection connection, long until) throws IOException {
        int status = connection.getResponseCode();
        if (status >= FIRST_ERROR) {
            return Answer.certificate(status, new byte[0]);
        }
        try (var in = connection.getInputStream()) {
            return Answer.certificate(status, all(in, until));
        }
    }

    private byte[] all(InputStream in, long until) throws IOException {
        var body = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            body.write(chunk, 0, read);
            if (body.size() > MAX_ANSWER) {
                throw new IOException("the answer has more than " + MAX_ANSWER + " bytes");
            } else if (time.nanos() > until) {
                throw new InterruptedIOException("the answer takes too long");
            }
        }
        return body.toByteArray();
    }

    /** Shakes hands with a signer, and goes. */
    void greet(URI url) {
        int port = url.getPort() < 0 ? HTTPS : url.getPort();
        try (var plain = new Socket(Proxy.NO_PROXY)) {
            plain.connect(new InetSocketAddress(url.getHost(), port), (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            try (var socket = (SSLSocket) sockets.createSocket(plain, url.getHost(), port, true)) {
                var parameters = new SSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
            }
        } catch (IOException failure) {
            throw unavailable("unable to reach " + url, failure);
        }
    }

    private static IssueException unavailable(String what, IOException failure) {
        return new IssueException(Reason.UNAVAILABLE, what + ": " + failure.getMessage());
    }
}
