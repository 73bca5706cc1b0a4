package io.skep.ca.external.internal.cfssl;

import io.skep.ca.external.internal.proof.Pem;
import io.skep.ca.external.internal.proof.Proof;
import io.skep.ca.external.internal.proof.Request;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.ca.spi.Signers;
import io.skep.seam.Time;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signers of one root: the first that answers well is taken. Blocks; safe for use by any thread.
 * Source: swarm-behaviour CA-9, swarmkit:ca/external.go.
 */
public final class Panel {

    private static final Logger log = LoggerFactory.getLogger(Panel.class);

    private final Signers signers;
    private final X509Certificate root;
    private final List<URI> urls;
    private final Time time;
    private final Wire wire;

    private Panel(Signers signers, X509Certificate root, List<URI> urls, Time time) {
        this.signers = signers;
        this.root = root;
        this.urls = urls;
        this.time = time;
        this.wire = new Wire(signers, root, time);
    }

    /** Fails with an {@link IssueException} when they make no sense. */
    public static Panel of(Signers signers, Time time) {
        var roots = Pem.certificates(signers.root());
        if (roots.size() != 1) {
            throw new IssueException(Reason.REFUSED, "signers have one root, not " + roots.size());
        }
        var urls = signers.urls().stream().map(Panel::url).toList();
        return new Panel(signers, roots.get(0), urls, time);
    }

    private static URI url(String text) {
        try {
            var url = URI.create(text);
            if ("https".equalsIgnoreCase(url.getScheme()) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            throw new IssueException(Reason.REFUSED, "invalid URL of an external CA: " + text);
        }
        throw new IssueException(Reason.REFUSED, "invalid HTTP scheme");
    }

    /** Who they are. */
    public Signers signers() {
        return signers;
    }

    /** What they sign with. */
    public X509Certificate root() {
        return root;
    }

    /** A certificate for a node, and what leads to the root. */
    public List<X509Certificate> issue(Order order) {
        var key = Request.key(order.request());
        var letter = Letter.node(order);
        return first(
                url -> {
                    var chain = Pem.certificates(wire.sign(url, letter));
                    new Proof(root, time.now()).node(chain, order, key);
                    return chain;
                });
    }

    /** Another root, signed by theirs. */
    public X509Certificate crossSign(RootKey other) {
        var certificate = Pem.certificates(other.certificate()).get(0);
        var key = Pem.key(other.key(), certificate);
        var letter = Letter.root(certificate, Request.of(certificate, key));
        return first(
                url -> {
                    var bridge = Pem.certificates(wire.sign(url, letter)).get(0);
                    new Proof(root, time.now()).bridge(bridge, certificate);
                    return bridge;
                });
    }

    /** Whether one of them answers, with a certificate that leads to the root; else it fails. */
    public boolean reached() {
        return first(
                url -> {
                    wire.greet(url);
                    return true;
                });
    }

    private <T> T first(Asking<T> asking) {
        var failed = Optional.<IssueException>empty();
        for (var url : urls) {
            try {
                return asking.at(url);
            } catch (IssueException failure) {
                log.debug("external CA {}: {}", url, failure.getMessage());
                failed = Optional.of(failure);
            }
        }
        throw failed.orElseGet(() -> new IssueException(Reason.UNAVAILABLE, "no external CA URLs"));
    }

    /** Something one of them is asked. */
    private interface Asking<T> {
        T at(URI url);
    }
}
