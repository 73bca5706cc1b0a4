package io.skep.ca.spi;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who signs outside the cluster, and how to talk to them.
 *
 * @param root PEM of the root they sign with; their own certificates lead to it, too
 * @param urls where they are, in the order they are asked; https
 * @param key of the certificate this node shows them
 * @param chain that certificate, and what leads to a root
 */
public record Signers(String root, List<String> urls, PrivateKey key, List<X509Certificate> chain) {

    /** Copies the lists. */
    public Signers {
        urls = List.copyOf(urls);
        chain = List.copyOf(chain);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "Signers" + urls;
    }
}
