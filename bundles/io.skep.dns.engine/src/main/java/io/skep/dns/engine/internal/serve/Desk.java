package io.skep.dns.engine.internal.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.skep.dns.engine.internal.message.MalformedQuery;
import io.skep.dns.engine.internal.message.Query;
import io.skep.dns.engine.internal.message.Reply;
import io.skep.dns.engine.internal.upstream.Upstream;
import io.skep.dns.engine.internal.zone.Asker;
import io.skep.dns.engine.internal.zone.Directory;
import io.skep.dns.spi.Answer;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one message after the other; on the threads of the ports. */
public final class Desk {

    private static final Logger log = LoggerFactory.getLogger(Desk.class);

    private final Upstream upstream;
    private final AtomicLong turns = new AtomicLong();
    // who may know what; replaced as a whole by the engine's loop
    private final AtomicReference<Directory> directory = new AtomicReference<>(Directory.EMPTY);
    // whether names are known at all: not while there is no resolver
    private final AtomicReference<Boolean> able = new AtomicReference<>(false);

    /** Nobody knows anything yet. */
    public Desk(Upstream upstream) {
        this.upstream = upstream;
    }

    /** Answers from that directory from now on. */
    public void use(Directory next) {
        directory.set(next);
        able.set(true);
    }

    /** There is no resolver: askers are told to come again. */
    public void unable() {
        able.set(false);
    }

    /**
     * Who asks what, and how.
     *
     * @param from the asker
     * @param to where it asked
     * @param tcp whether by TCP
     */
    record Visit(InetAddress from, InetAddress to, boolean tcp) {}

    /** The answer; an empty buffer when nothing is to be said. */
    CompletionStage<ByteBuf> answer(ByteBufAllocator buffers, ByteBuf message, Visit visit) {
        var raw = ByteBufUtil.getBytes(message);
        try {
            var query = Query.of(message);
            return answer(buffers, query, raw, visit);
        } catch (MalformedQuery malformed) {
            return said(
                    malformed.silent() ? Unpooled.EMPTY_BUFFER : Reply.code(buffers, malformed));
        }
    }

    private CompletionStage<ByteBuf> answer(
            ByteBufAllocator buffers, Query query, byte[] raw, Visit visit) {
        if (query.greedy()) {
            return said(Reply.code(buffers, query, Reply.NOT_IMPLEMENTED));
        }
        if (!able.get()) {
            return said(Reply.code(buffers, query, Reply.SERVER_FAILURE));
        }
        var asker = directory.get().asker(visit.from(), visit.to());
        var answer = known(asker, query);
        if (!answer.equals(Answer.UNKNOWN)) {
            int limit = visit.tcp() ? Integer.MAX_VALUE : query.size();
            return said(Reply.answer(buffers, query, answer, limit));
        }
        return asker.abroad()
                ? abroad(buffers, query, raw, visit, asker)
                : said(Reply.code(buffers, query, Reply.NO_SUCH_NAME));
    }

    /** A broken resolver knows no name. */
    private Answer known(Asker asker, Query query) {
        try {
            return asker.answer(query.question(turns.getAndIncrement()));
        } catch (RuntimeException broken) {
            log.error("resolver: cannot answer {}", query.name(), broken);
            return Answer.UNKNOWN;
        }
    }

    private CompletionStage<ByteBuf> abroad(
            ByteBufAllocator buffers, Query query, byte[] raw, Visit visit, Asker asker) {
        return upstream.ask(raw, visit.from(), asker.servers(), visit.tcp())
                .thenApply(Unpooled::wrappedBuffer)
                .exceptionally(failure -> Reply.code(buffers, query, lost(query)));
    }

    /** Nobody outside knows a name of one label, so that nobody answers says nothing. */
    private static int lost(Query query) {
        return query.single() ? Reply.NO_SUCH_NAME : Reply.SERVER_FAILURE;
    }

    private static CompletionStage<ByteBuf> said(ByteBuf reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
