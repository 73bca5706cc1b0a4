package io.skep.ca.engine.internal.identity;

import io.skep.ca.CaException;
import io.skep.ca.Credential;
import io.skep.ca.spi.RootKey;
import io.skep.codec.Codec;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.seam.Disk;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files of this node's credential. Source: swarm-behaviour CA-12. The certificate is replaced
 * first and says which key counts: until the key's own file has followed, that of the request under
 * way is there. So a crash at any moment leaves a pair that fits. Its verbs block.
 */
public final class Drawer {

    private static final String ROOT = "swarm-root-ca.crt";
    private static final String ROOT_KEY = "swarm-root-ca.key";
    private static final String CERTIFICATE = "swarm-node.crt";
    private static final String KEY = "swarm-node.key";
    private static final String PENDING = "swarm-node.request";
    private static final byte[] NOTHING = {};

    private final Disk disk;

    /** On a disk of its own. */
    public Drawer(Disk disk) {
        this.disk = disk;
    }

    /** What was kept last; absent when nothing was, or when it was forgotten. */
    public Optional<Credential> load() {
        var chain = text(CERTIFICATE);
        var anchors = text(ROOT);
        if (chain.isEmpty() || anchors.isEmpty()) {
            return Optional.empty();
        }
        var certificates = Pem.certificates(chain);
        return Optional.of(
                credential(certificates, Pem.certificates(anchors), fitting(certificates.get(0))));
    }

    private PrivateKey fitting(X509Certificate certificate) {
        var key = text(KEY);
        if (!key.isEmpty() && Chain.belongs(Pem.key(key), certificate)) {
            return Pem.key(key);
        }
        var next = pending().map(Pending::key).orElse("");
        if (!next.isEmpty() && Chain.belongs(Pem.key(next), certificate)) {
            write(KEY, next);
            remove(PENDING);
            return Pem.key(next);
        }
        throw new CaException("the key in " + KEY + " does not belong to " + CERTIFICATE);
    }

    /** The request for a purpose: the one under way, or a new one. */
    public Pending pending(String purpose) {
        return pending()
                .filter(under -> under.purpose().equals(purpose))
                .orElseGet(
                        () -> {
                            var fresh = Pending.fresh(purpose);
                            disk.replace(PENDING, Codec.bytes(fresh));
                            return fresh;
                        });
    }

    /** Whether a request for a purpose is under way. */
    public boolean waits(String purpose) {
        return pending().filter(under -> under.purpose().equals(purpose)).isPresent();
    }

    private Optional<Pending> pending() {
        return disk.read(PENDING)
                .filter(bytes -> bytes.length > 0)
                .map(bytes -> Codec.value(bytes, Pending.class));
    }

    /**
     * Keeps the answer to a request.
     *
     * @param chain PEM
     * @param anchors PEM
     */
    public Credential keep(Pending answered, String chain, String anchors) {
        var key = Pem.key(answered.key());
        var credential = credential(Pem.certificates(chain), Pem.certificates(anchors), key);
        if (!Chain.belongs(key, credential.chain().get(0))) {
            throw new CaException("the certificate is for another key");
        }
        write(ROOT, anchors);
        write(CERTIFICATE, chain);
        write(KEY, answered.key());
        remove(PENDING);
        return credential;
    }

    /** Other roots are trusted from now on. */
    public Optional<Credential> trust(String anchors) {
        write(ROOT, anchors);
        return load();
    }

    /** Forgets everything; what was forgotten stays so after a crash. */
    public void forget() {
        List.of(CERTIFICATE, KEY, PENDING, ROOT_KEY, ROOT).forEach(this::remove);
    }

    /** Keeps the root of a new cluster until its store has it. */
    public void keep(RootKey root) {
        write(ROOT, root.certificate());
        write(ROOT_KEY, root.key());
    }

    /** The root of a new cluster; its key is empty when it is outside, or in the store. */
    public Optional<RootKey> root() {
        var root = text(ROOT);
        return root.isEmpty()
                ? Optional.empty()
                : Optional.of(new RootKey(Pem.of(Pem.certificates(root)), text(ROOT_KEY)));
    }

    /**
     * What a cluster is to begin with.
     *
     * @throws CaException in Docker's words when it cannot
     */
    public Brought brought(Instant now) {
        var root = root();
        boolean shows = !text(CERTIFICATE).isEmpty() && !text(KEY).isEmpty();
        if (root.isEmpty() || !shows && root.get().key().isEmpty()) {
            return Brought.NOTHING;
        }
        return new Brought(root, shows ? Optional.of(shown(root.get())) : Optional.empty())
                .checked(now);
    }

    private Credential shown(RootKey root) {
        var anchors = Pem.certificates(root.certificate());
        return credential(Pem.certificates(text(CERTIFICATE)), anchors, Pem.key(text(KEY)));
    }

    /** Keeps what somebody brought as if it had been made here: sealed where it is secret. */
    public void keep(RootKey root, Credential own) {
        write(CERTIFICATE, Pem.of(own.chain()));
        write(KEY, Pem.of(own.key()));
        write(ROOT, root.certificate());
        if (!root.key().isEmpty()) {
            write(ROOT_KEY, root.key());
        }
        remove(PENDING);
    }

    /** The store has the root's key. */
    public void forgetRoot() {
        remove(ROOT_KEY);
    }

    private static Credential credential(
            List<X509Certificate> chain, List<X509Certificate> anchors, PrivateKey key) {
        var own = chain.get(0);
        var role =
                Chain.role(own)
                        .orElseThrow(() -> new CaException("the certificate is for no role"));
        return new Credential(
                new NodeId(Chain.node(own)),
                new ClusterId(Chain.cluster(own)),
                role,
                key,
                chain,
                anchors);
    }

    private String text(String file) {
        return new String(disk.read(file).orElse(NOTHING), StandardCharsets.UTF_8);
    }

    private void write(String file, String text) {
        disk.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void remove(String file) {
        if (disk.read(file).isPresent()) {
            disk.replace(file, NOTHING);
            disk.delete(file);
        }
    }
}
