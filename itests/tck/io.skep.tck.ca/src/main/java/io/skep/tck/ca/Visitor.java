package io.skep.tck.ca;

import io.skep.ca.spi.RootKey;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Somebody with a certificate of a root. */
public record Visitor(PrivateKey key, List<X509Certificate> chain) {

    /** In any name. */
    public static Visitor of(RootKey root, String name) throws Exception {
        var keys = Requests.p256();
        var own = new Pen(root, Instant::now).visitor(new X500Name(name), keys.getPublic());
        return new Visitor(keys.getPrivate(), List.of(own));
    }

    /** A node as its subject says, from an hour before then on. */
    public static Visitor node(RootKey root, String subject, Instant then) throws Exception {
        var keys = Requests.p256();
        var own = new Pen(root, () -> then).node(new X500Name(subject), keys.getPublic());
        return new Visitor(keys.getPrivate(), List.of(own));
    }

    /** Its certificate as a file. */
    public String certificateText() throws IOException {
        return Roots.written(chain.get(0));
    }

    /** Its key as a file, not encrypted. */
    public String keyText() throws IOException {
        return Roots.written(new JcaPKCS8Generator(key, null));
    }
}
