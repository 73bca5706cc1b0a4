package io.skep.dockerapi.internal.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows its one certificate to every server, whatever authorities that names. */
final class Stubborn extends X509ExtendedKeyManager {

    private final X509ExtendedKeyManager keys;

    Stubborn(KeyManagerFactory factory) {
        keys = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }

    @Override
    public String chooseClientAlias(String[] kinds, Principal[] issuers, Socket socket) {
        return "own";
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] issuers) {
        return new String[] {"own"};
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public String chooseServerAlias(String kind, Principal[] issuers, Socket socket) {
        return "";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.getPrivateKey(alias);
    }
}
