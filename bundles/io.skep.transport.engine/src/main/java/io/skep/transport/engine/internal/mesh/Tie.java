package io.skep.transport.engine.internal.mesh;

import io.skep.seam.Loop;
import io.skep.transport.Caller;
import io.skep.transport.Guard;
import io.skep.transport.Role;
import io.skep.transport.engine.internal.link.Ending;
import io.skep.transport.spi.Line;
import io.skep.transport.spi.LineSink;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line with the channels on it. Belongs to the mesh's loop. */
final class Tie implements LineSink {

    private static final Logger log = LoggerFactory.getLogger(Tie.class);
    private static final int MOST_CHANNELS = 1_024;
    private static final int MOST_OF_STRANGERS = 4;

    private final Loop loop;
    private final Line line;
    private final Passport passport;
    private final Bounds bounds;
    private final Consumer<Tie> ended;
    private final boolean dialled;
    private final SortedMap<Integer, Strand> strands = new TreeMap<>();
    private int last;
    private boolean stale;
    private boolean closed;

    /** Which end began the line. */
    enum Side {
        DIALLED,
        ACCEPTED
    }

    /** What a tie is made of. */
    record Parts(Loop loop, Line line, Passport passport, Bounds bounds, Side side) {}

    Tie(Parts parts, Consumer<Tie> ended) {
        this.loop = parts.loop();
        this.line = parts.line();
        this.passport = parts.passport();
        this.bounds = parts.bounds();
        this.ended = ended;
        this.dialled = parts.side() == Side.DIALLED;
        this.last = dialled ? -1 : 0;
    }

    /** Begins to read. */
    void begin() {
        line.read(this);
    }

    Caller caller() {
        return passport.caller();
    }

    /** Whether the other end is more than it was taken for when the line was made. */
    boolean isBelow(Guard guard) {
        return !passport.shown().equals(passport.caller()) && guard.admits(passport.shown());
    }

    boolean dialled() {
        return dialled;
    }

    /** It shows what this node is not any more: no new channels, if there is another tie. */
    void stale() {
        stale = true;
    }

    boolean isStale() {
        return stale;
    }

    boolean isIdle() {
        return strands.isEmpty();
    }

    boolean isOver(Instant now) {
        return now.isAfter(passport.end());
    }

    boolean isFull() {
        return line.full();
    }

    void open(Strand strand, String kind) {
        last += 2;
        strands.put(last, strand);
        send(Parcel.open(last, kind));
        strand.joins(this, last);
    }

    void send(Parcel parcel) {
        line.send(parcel.frame());
    }

    void gone(int number) {
        strands.remove(number);
    }

    @Override
    public void frame(byte[] frame) {
        try {
            take(Parcel.of(frame));
        } catch (IllegalArgumentException wrong) {
            bounds.told()
                    .say(caller().address() + " cut")
                    .ifPresent(
                            unsaid ->
                                    log.warn(
                                            "line {}: cut: {} ({} more since)",
                                            line.address(),
                                            wrong.getMessage(),
                                            unsaid));
            close("against the rules: " + wrong.getMessage());
        }
    }

    private void take(Parcel parcel) {
        var strand = strands.get(parcel.channel());
        if (parcel.about() == Parcel.About.OPEN) {
            opens(parcel.channel(), parcel.words());
        } else if (strand != null && !fits(strand, parcel)) {
            throw new IllegalArgumentException("more than channel " + parcel.channel() + " takes");
        }
    }

    private static boolean fits(Strand strand, Parcel parcel) {
        return switch (parcel.about()) {
            case DATA -> strand.arrives(parcel.body());
            case READ -> strand.read(parcel.framesRead(), parcel.bytesRead());
            case CLOSE -> {
                strand.ends(parcel.words());
                yield true;
            }
            case OPEN -> false;
        };
    }

    private void opens(int number, String kind) {
        boolean theirs = (number & 1) == (dialled ? 0 : 1);
        if (!theirs || strands.containsKey(number)) {
            throw new IllegalArgumentException("channel " + number + " is not theirs");
        }
        var served = bounds.kinds().served(kind, caller());
        int most = caller().role() == Role.STRANGER ? MOST_OF_STRANGERS : MOST_CHANNELS;
        if (served.isEmpty() || strands.size() >= most) {
            log.debug("line {}: {} may not open {}", line.address(), caller(), kind);
            send(Parcel.close(number, Ending.refused(kind + " is not served to " + role())));
            return;
        }
        var strand = new Strand(loop, served.get().loop(), caller());
        strands.put(number, strand);
        strand.joins(this, number);
        strand.accept(served.get());
    }

    private String role() {
        return "a " + caller().role().name().toLowerCase(Locale.ROOT);
    }

    void close(String reason) {
        line.close(reason);
        closed(reason);
    }

    /** Its channels end with it, at once. */
    @Override
    public void closed(String reason) {
        if (!closed) {
            closed = true;
            ended.accept(this);
            List.copyOf(strands.values()).forEach(strand -> strand.ends("cut: " + reason));
        }
    }
}
