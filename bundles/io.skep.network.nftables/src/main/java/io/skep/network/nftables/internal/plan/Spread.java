package io.skep.network.nftables.internal.plan;

import java.util.List;

/** The end of a rule that sends each new connection to one of several addresses. */
final class Spread {

    private Spread() {}

    /** In turn, or by the client's address. */
    static String over(List<String> addresses, Family family, boolean affine) {
        var text = new StringBuilder("dnat to ");
        if (affine) {
            text.append("jhash ").append(family.word()).append(" saddr");
        } else {
            text.append("numgen inc");
        }
        text.append(" mod ").append(addresses.size()).append(" map { ");
        for (int i = 0; i < addresses.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(i).append(" : ").append(addresses.get(i));
        }
        return text.append(" }").toString();
    }
}
