package io.skep.consensus.ratis.internal.server;

import io.skep.consensus.Consensus;
import io.skep.consensus.Member;
import io.skep.lifecycle.PlugException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Who a member is.
 *
 * @param id its id
 * @param address where others reach it; empty when nobody does
 * @param founders the members a new group begins with
 * @param alone whether it goes on as the only member, whoever the others were
 * @param election how long a member waits at least before it looks for another leader
 */
public record Identity(
        String id, String address, List<Member> founders, boolean alone, Duration election) {

    /** Setting: milliseconds a member waits at least before it looks for another leader. */
    private static final String ELECTION = "election.millis";

    /** See docs/decisions/0005-elections-within-two-seconds.md. */
    private static final String DEFAULT_ELECTION = "500";

    /**
     * From a plug's settings.
     *
     * @throws PlugException when they make no sense
     */
    public static Identity of(Map<String, String> settings) {
        var id = settings.getOrDefault(Consensus.MEMBER_ID, "");
        if (id.isEmpty()) {
            throw new PlugException("consensus ratis: setting member.id is missing");
        }
        var address = settings.getOrDefault(Consensus.MEMBER_ADDRESS, "");
        var named = settings.getOrDefault(Consensus.MEMBERS, "");
        var founders =
                named.isEmpty()
                        ? List.of(new Member(id, address))
                        : Arrays.stream(named.split(",")).map(Identity::member).toList();
        var alone = Boolean.parseBoolean(settings.get(Consensus.ALONE));
        return new Identity(id, address, founders, alone, election(settings));
    }

    /** The same member, which began with these. */
    Identity bornAmong(List<Member> first) {
        return new Identity(id, address, first, alone, election);
    }

    /** Whether it is to begin as the only member. */
    public boolean isAlone() {
        return founders.size() == 1 && founders.get(0).id().equals(id);
    }

    private static Duration election(Map<String, String> settings) {
        var text = settings.getOrDefault(ELECTION, DEFAULT_ELECTION);
        if (!text.matches("[1-9]\\d{1,5}")) {
            throw new PlugException("consensus ratis: setting election.millis is no time: " + text);
        }
        return Duration.ofMillis(Long.parseLong(text));
    }

    private static Member member(String text) {
        var at = text.indexOf('=');
        if (at < 1) {
            throw new PlugException("consensus ratis: setting members is no list: " + text);
        }
        return new Member(text.substring(0, at), text.substring(at + 1));
    }
}
