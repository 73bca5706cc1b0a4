package io.skep.dns.engine.internal.zone;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import io.skep.dns.spi.Zone;
import java.net.InetAddress;
import java.util.List;

/**
 * What somebody may know.
 *
 * @param zones of the networks it is on, by their names
 * @param abroad whether names that are unknown here are asked for elsewhere: not when all its
 *     networks are internal. Source: swarm-behaviour DN-7
 * @param servers that are asked then, one after the other; none for the machine's own
 */
public record Asker(List<Zone> zones, boolean abroad, List<InetAddress> servers) {

    /** Somebody who is on no network. */
    public static final Asker NOBODY = new Asker(List.of(), true, List.of());

    /** Copies the lists. */
    public Asker {
        zones = List.copyOf(zones);
        servers = List.copyOf(servers);
    }

    /**
     * The first answer with something in it. Source: swarm-behaviour DN-8.
     *
     * @throws RuntimeException whatever a broken resolver throws
     */
    public Answer answer(Question question) {
        var best = Answer.UNKNOWN;
        for (var zone : zones) {
            var answer = zone.answer(question);
            if (answer.equals(Answer.EMPTY)) {
                best = answer;
            } else if (!answer.equals(Answer.UNKNOWN)) {
                return answer;
            }
        }
        return best;
    }
}
