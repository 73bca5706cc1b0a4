package io.skep.transport.engine.internal.mesh;

import io.skep.ca.Credential;
import io.skep.model.NodeId;
import io.skep.seam.Seldom;
import io.skep.seam.Time;
import io.skep.transport.Role;
import io.skep.transport.engine.internal.link.Kinds;
import io.skep.transport.engine.internal.roll.Guards;
import io.skep.transport.engine.internal.roll.Roll;
import io.skep.transport.spi.Line;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * With whom a node may be tied.
 *
 * @param kinds what is served here
 * @param guard whom it admits
 * @param roll the managers it knows
 * @param time when certificates end
 * @param told who was refused: who tries for ever must not fill the log
 */
public record Bounds(Kinds kinds, Guards guard, Roll roll, Time time, Seldom told) {

    static final int MOST_STRANGERS = 512;
    static final int MOST_OF_ONE_ADDRESS = 32;
    static final Duration STRANGERS_STAY = Duration.ofSeconds(30);

    /**
     * Who dialled in. A manager that was demoted is a worker, also before its certificate says so:
     * it gets the next one over this very line.
     *
     * @throws IllegalArgumentException when it is of another cluster or not admitted
     */
    Passport admitted(Line line, @Nullable Credential here) {
        var passport = Passport.of(line);
        if (here == null) {
            throw new IllegalArgumentException("this node is in no cluster");
        }
        if (passport.caller().role() != Role.STRANGER
                && !passport.cluster().equals(here.cluster().value())) {
            throw new IllegalArgumentException("a node of cluster " + passport.cluster());
        }
        return entitled(passport);
    }

    private Passport entitled(Passport passport) {
        if (guard.admits(passport.caller())) {
            return passport;
        }
        var worker = passport.asWorker();
        if (passport.caller().role() == Role.MANAGER && guard.admits(worker.caller())) {
            return worker;
        }
        throw new IllegalArgumentException(passport.caller() + " is not admitted");
    }

    /**
     * Whether who answered is the manager that was dialled, or was one. Source: swarm-behaviour
     * CA-2.
     *
     * @throws IllegalArgumentException when it is not
     */
    Passport manager(Line line, NodeId wanted, @Nullable Credential here) {
        var passport = admitted(line, here);
        if (!wanted.equals(passport.caller().node())) {
            throw new IllegalArgumentException("there is node " + passport.caller().node());
        }
        if (Passport.of(line).caller().role() != Role.MANAGER) {
            throw new IllegalArgumentException("it is no manager");
        }
        return passport;
    }
}
