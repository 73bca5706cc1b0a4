package io.skep.tck.ca;

import io.skep.ca.spi.RootKey;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;

/** Somebody with a certificate of a root. */
public record Visitor(PrivateKey key, List<X509Certificate> chain) {

    /** In any name. */
    public static Visitor of(RootKey root, String name) throws Exception {
        var keys = Requests.p256();
        var own = new Pen(root, Instant::now).visitor(new X500Name(name), keys.getPublic());
        return new Visitor(keys.getPrivate(), List.of(own));
    }
}
