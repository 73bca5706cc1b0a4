package io.skep.ca.engine.internal.site;

import io.skep.ca.CaException;
import io.skep.ca.Credential;
import io.skep.ca.engine.internal.bureau.Counter;
import io.skep.ca.engine.internal.bureau.Issuer;
import io.skep.ca.engine.internal.identity.Applicant;
import io.skep.ca.engine.internal.identity.Brought;
import io.skep.ca.engine.internal.identity.Chain;
import io.skep.ca.engine.internal.identity.Drawer;
import io.skep.ca.engine.internal.identity.Pem;
import io.skep.ca.engine.internal.identity.Pending;
import io.skep.ca.engine.internal.identity.Wallet;
import io.skep.ca.engine.internal.plug.Authority;
import io.skep.ca.engine.internal.token.JoinToken;
import io.skep.ca.engine.internal.wire.Asking;
import io.skep.ca.engine.internal.wire.Held;
import io.skep.ca.engine.internal.wire.Issued;
import io.skep.ca.engine.internal.wire.Reminding;
import io.skep.ca.spi.Order;
import io.skep.ca.spi.RootKey;
import io.skep.codec.Codec;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import io.skep.model.spec.Availability;
import io.skep.model.spec.NodeRole;
import io.skep.seam.Cancellable;
import io.skep.seam.Loop;
import io.skep.seam.Seams;
import io.skep.transport.Caller;
import io.skep.transport.Role;
import io.skep.transport.Talk;
import io.skep.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's credential: founded, joined for, renewed, forgotten. Everything on one loop. */
public final class Site {

    private static final Logger log = LoggerFactory.getLogger(Site.class);
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final String RENEWAL = "renewal";

    private final Seams seams;
    private final Loop loop;
    private final Transport transport;
    private final Wallet wallet;
    private final Authority authority;
    private final Drawer drawer;
    private final Applicant applicant;
    private final Renewal renewal;
    private Optional<Counter> counter = Optional.empty();
    private Cancellable answering = () -> {};
    private long life;
    private boolean renewing;

    /** Not started. */
    public Site(
            DutyContext context,
            Loop loop,
            Transport transport,
            Wallet wallet,
            Authority authority) {
        this.seams = context.seams();
        this.loop = loop;
        this.transport = transport;
        this.wallet = wallet;
        this.authority = authority;
        this.drawer = new Drawer(seams.disk("certificates"));
        this.applicant = new Applicant(transport, seams.time());
        this.renewal = new Renewal(loop, seams.time(), seams.entropy(), this::renew);
    }

    /** Takes what is on the disk. */
    public CompletionStage<Void> start() {
        answering = transport.answer(Talk.CA_RENEW.kind(), loop, this::reminded);
        return work(drawer::load)
                .thenAccept(this::show)
                .thenCompose(shown -> work(() -> drawer.waits(RENEWAL)))
                .thenAccept(this::goOn);
    }

    /** The answer may have been given and lost: then nobody but this node knows that it is late. */
    private void goOn(boolean waits) {
        if (waits && wallet.current().isPresent()) {
            renewal.soon();
        }
    }

    private CompletionStage<byte[]> reminded(Caller manager, byte[] question) {
        return remind(Codec.value(question, Reminding.class)).thenApply(Codec::bytes);
    }

    /** What this node should show and trust; tells what it does. */
    public CompletionStage<Held> remind(Reminding wanted) {
        return trusted(wanted.anchors())
                .thenApply(
                        done -> {
                            var now = wallet.current();
                            if (now.filter(own -> wrong(own, wanted)).isPresent()) {
                                renewal.soon();
                            }
                            return now.map(Site::held).orElse(Held.NOTHING);
                        });
    }

    private static boolean wrong(Credential own, Reminding wanted) {
        return own.role() != wanted.role()
                || !Chain.signed(own.chain().get(0), Pem.certificates(wanted.issuer()).get(0));
    }

    private static Held held(Credential own) {
        return new Held(Pem.of(own.chain()), Pem.of(own.anchors()));
    }

    /** A root that does not vouch for this node's own certificate is not trusted: CA-7. */
    private CompletionStage<?> trusted(String anchors) {
        var roots = Pem.certificates(anchors);
        var own = wallet.current().filter(now -> !now.anchors().equals(roots));
        if (own.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        } else if (!Chain.leads(own.get().chain(), roots, seams.time().now())) {
            log.warn("certificate: a root is not trusted that did not issue it");
            return CompletableFuture.completedFuture(null);
        }
        long begun = life;
        return work(() -> drawer.trust(anchors))
                .thenAccept(
                        now -> {
                            if (begun == life) {
                                show(now);
                            }
                        });
    }

    /** Answers nobody any more. */
    public void stop() {
        life++;
        answering.cancel();
        renewal.end();
    }

    private void show(Optional<Credential> credential) {
        life++;
        wallet.show(credential);
        credential.ifPresentOrElse(renewal::begin, renewal::end);
    }

    /** The first node of a new cluster, with what somebody brought for it. */
    public CompletionStage<Credential> found(ClusterId cluster, NodeId node) {
        return on(
                () ->
                        work(() -> drawer.brought(seams.time().now()))
                                .thenCompose(this::fitting)
                                .thenCompose(brought -> begun(brought, cluster, node)));
    }

    private CompletionStage<Brought> fitting(Brought brought) {
        return brought.root()
                .filter(root -> !root.key().isEmpty())
                .map(root -> authority.fits(root).thenApply(fits -> brought))
                .orElseGet(() -> CompletableFuture.completedFuture(brought))
                .exceptionally(Site::unfit);
    }

    private static Brought unfit(Throwable failure) {
        throw new CaException("" + Joining.cause(failure).getMessage());
    }

    private CompletionStage<Credential> begun(Brought brought, ClusterId cluster, NodeId node) {
        if (brought.own().isPresent()) {
            return taken(brought.root().orElseThrow(), brought.own().get());
        }
        return brought.root()
                .<CompletionStage<RootKey>>map(CompletableFuture::completedFuture)
                .orElseGet(authority::create)
                .thenCompose(root -> founded(root, cluster, node));
    }

    private CompletionStage<Credential> taken(RootKey root, Credential own) {
        return work(() -> {
                    drawer.keep(root, own);
                    return own;
                })
                .thenApply(
                        kept -> {
                            log.info("node {}: has a certificate that was brought", kept.node());
                            show(Optional.of(kept));
                            return kept;
                        });
    }

    private CompletionStage<Credential> founded(RootKey root, ClusterId cluster, NodeId node) {
        return work(() -> {
                    drawer.keep(root);
                    return drawer.pending("found " + cluster);
                })
                .thenCompose(
                        pending ->
                                authority
                                        .issue(Issuer.of(root), order(pending, cluster, node))
                                        .thenCompose(
                                                chain ->
                                                        keep(
                                                                pending,
                                                                new Issued(
                                                                        Pem.of(chain),
                                                                        root.certificate(),
                                                                        List.of()))));
    }

    private static Order order(Pending pending, ClusterId cluster, NodeId node) {
        return new Order(pending.request(), node, cluster, NodeRole.MANAGER, VALIDITY);
    }

    private CompletionStage<Credential> keep(Pending pending, Issued issued) {
        return work(() -> drawer.keep(pending, issued.chain(), issued.anchors()))
                .thenApply(
                        credential -> {
                            log.info(
                                    "node {}: has a certificate as {}",
                                    credential.node(),
                                    credential.role());
                            transport.learn(issued.managers());
                            show(Optional.of(credential));
                            return credential;
                        });
    }

    /** Asks managers to be let in. */
    public CompletionStage<Credential> join(
            List<String> managers, String token, Availability availability) {
        if (!JoinToken.wellFormed(token)) {
            return CompletableFuture.failedFuture(new CaException("invalid join token"));
        }
        if (managers.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new CaException("at least one remote address is needed to join"));
        }
        return on(
                () ->
                        work(() -> drawer.pending("join " + JoinToken.digest(token)))
                                .thenCompose(
                                        pending ->
                                                joined(
                                                        pending,
                                                        new Joining.Wish(
                                                                managers,
                                                                token,
                                                                availability,
                                                                pending.request()))));
    }

    private CompletionStage<Credential> joined(Pending pending, Joining.Wish wish) {
        return new Joining(applicant, loop, wish)
                .begin()
                .thenCompose(issued -> keep(pending, issued));
    }

    /** Renews soon. */
    public void renewSoon() {
        loop.execute(renewal::soon);
    }

    private void renew() {
        var old = wallet.current();
        if (old.isEmpty() || renewing) {
            return;
        }
        renewing = true;
        long begun = life;
        work(() -> drawer.pending(RENEWAL))
                .thenCompose(pending -> renewed(pending, old.get(), begun))
                .whenComplete((done, failure) -> settled(failure));
    }

    private CompletionStage<Void> renewed(Pending pending, Credential old, long begun) {
        return new Renewing(applicant, loop, transport.managers())
                .begin(pending.request(), old, direct(pending.request(), old))
                .thenCompose(
                        issued ->
                                begun == life
                                        ? keep(pending, issued).thenAccept(kept -> {})
                                        : CompletableFuture.completedFuture(null));
    }

    /** The way over a connection that proves who asks; a manager asks itself. */
    private Supplier<CompletionStage<Issued>> direct(byte[] request, Credential old) {
        var self = new Caller(old.node(), Role.valueOf(old.role().name()));
        return counter.<Supplier<CompletionStage<Issued>>>map(
                        own -> () -> own.ask(self, Asking.renewal(request)))
                .orElse(() -> applicant.renew(request));
    }

    private void settled(@Nullable Throwable failure) {
        renewing = false;
        if (failure != null) {
            log.warn("certificate: not renewed: {}", Joining.cause(failure).getMessage());
            renewal.failed();
        }
    }

    /** The node is in no cluster any more. */
    public CompletionStage<Void> forget() {
        return on(
                () ->
                        work(() -> {
                                    drawer.forget();
                                    return Optional.<Credential>empty();
                                })
                                .thenAccept(this::show));
    }

    /** The root this node founded its cluster with; without its key when that is outside. */
    public CompletionStage<Optional<RootKey>> foundedRoot() {
        return on(() -> work(drawer::root));
    }

    /** The store has that root. */
    public CompletionStage<Void> deposited() {
        return on(
                () ->
                        work(() -> {
                                    drawer.forgetRoot();
                                    return true;
                                })
                                .thenAccept(done -> {}));
    }

    /** From now on own renewals are answered here. */
    public Cancellable open(Counter own) {
        loop.execute(() -> counter = Optional.of(own));
        return () -> loop.execute(() -> counter = counter.filter(now -> now != own));
    }

    /** Runs on the loop; what comes out of it arrives there as well. */
    public <T> CompletionStage<T> on(Supplier<CompletionStage<T>> verb) {
        var begun = new CompletableFuture<Void>();
        loop.execute(() -> begun.complete(null));
        return begun.thenCompose(now -> verb.get());
    }

    private <T> CompletionStage<T> work(Callable<T> work) {
        return loop.on(seams.workers().run("certificates", work));
    }
}
