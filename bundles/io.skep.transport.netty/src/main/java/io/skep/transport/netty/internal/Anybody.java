package io.skep.transport.netty.internal;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** TRN-8: a stranger takes every chain, and its host looks at it. Nobody dials in to a stranger. */
final class Anybody extends X509ExtendedTrustManager {

    private static void never() throws CertificateException {
        throw new CertificateException("a stranger is not dialled");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
            throws CertificateException {
        never();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
        // the host decides, before it says anything
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
            throws CertificateException {
        never();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {
        // the host decides, before it says anything
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind)
            throws CertificateException {
        never();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {
        // the host decides, before it says anything
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
