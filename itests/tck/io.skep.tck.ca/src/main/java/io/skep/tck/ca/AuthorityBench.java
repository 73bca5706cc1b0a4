package io.skep.tck.ca;

import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.ExportsRoot;
import io.skep.ca.spi.ImportsRoot;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.lifecycle.Handover;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugProvider;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Loop;
import io.skep.seam.system.SystemSeams;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens certificate authorities on a loop as their host does, and closes them after each test. */
public abstract class AuthorityBench {

    static final ClusterId CLUSTER = new ClusterId("cluster1");
    static final NodeId NODE = new NodeId("node1");
    static final Duration VALIDITY = Duration.ofDays(90);
    private static final long PATIENCE_SECONDS = 20;

    private final List<CertificateAuthority> opened = new ArrayList<>();

    /** The directory of this test. */
    @TempDir protected Path directory;

    private SystemSeams seams;
    private Loop loop;
    private long epoch;

    /** For JUnit, which fills the rest before each test. */
    @SuppressWarnings("NullAway.Init")
    protected AuthorityBench() {}

    /** The plug that is to be judged. */
    protected abstract PlugProvider<CertificateAuthority, CaSink> provider();

    @BeforeEach
    final void setUpBench() {
        seams = new SystemSeams(directory, 4);
        loop = seams.loop("kit");
    }

    @AfterEach
    final void closeAll() throws Exception {
        for (var plug : opened) {
            ask(plug::close);
        }
        loop.close();
        seams.close();
    }

    final CertificateAuthority dormant() {
        CaSink sink = () -> {};
        var plug = provider().open(new PlugContext<>(loop, seams, sink, directory, Map.of()));
        opened.add(plug);
        return plug;
    }

    final CertificateAuthority active(Optional<Handover> handover) throws Exception {
        var plug = dormant();
        ask(() -> plug.activate(nextEpoch(), handover));
        return plug;
    }

    /** A plug that issues from a root of its own. */
    final CertificateAuthority founded() throws Exception {
        var plug = active(Optional.empty());
        found(plug);
        return plug;
    }

    /** Gives a plug that works a new root to issue from; by default one that it makes. */
    protected void found(CertificateAuthority plug) throws Exception {
        install(plug, create(plug));
    }

    /** Whether a plug has an ability; rules about what it cannot do are not its rules. */
    final boolean can(String ability) {
        return provider().info().abilities().contains(ability);
    }

    final long nextEpoch() {
        return ++epoch;
    }

    final RootKey create(CertificateAuthority plug) throws Exception {
        Assertions.assertTrue(plug instanceof ExportsRoot, "does not make roots");
        return ask(((ExportsRoot) plug)::create);
    }

    final void install(CertificateAuthority plug, RootKey root) throws Exception {
        Assertions.assertTrue(plug instanceof ImportsRoot, "does not take roots");
        ask(() -> ((ImportsRoot) plug).install(root));
    }

    static Order order(byte[] request, NodeRole role) {
        return new Order(request, NODE, CLUSTER, role, VALIDITY);
    }

    final X509Certificate issue(CertificateAuthority plug, Order order) throws Exception {
        return ask(() -> plug.issue(order)).get(0);
    }

    /** What a verb comes to, asked on the loop. */
    protected final <T> T ask(Supplier<CompletionStage<T>> verb) throws Exception {
        var done = new CompletableFuture<T>();
        loop.execute(
                () -> {
                    try {
                        verb.get()
                                .whenComplete(
                                        (value, failure) -> {
                                            if (failure == null) {
                                                done.complete(value);
                                            } else {
                                                done.completeExceptionally(failure);
                                            }
                                        });
                    } catch (RuntimeException thrown) {
                        done.completeExceptionally(thrown);
                    }
                });
        return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Why a verb fails; an assertion fails when it does not, or not as agreed. */
    final IssueException.Reason refused(Supplier<CompletionStage<?>> verb) throws Exception {
        try {
            ask(() -> verb.get().thenApply(done -> true));
        } catch (ExecutionException failure) {
            Throwable at = failure;
            while (at != null && !(at instanceof IssueException)) {
                at = at.getCause();
            }
            Assertions.assertNotNull(at, "fails with an IssueException, not with " + failure);
            return ((IssueException) at).reason();
        }
        return Assertions.fail("was not refused");
    }
}
