package io.skep.dns.engine.internal.message;

import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Names that stand for addresses. Source: RFC 1035 3.5, RFC 3596 2.5 */
final class Reversed {

    private static final String FOUR = ".in-addr.arpa";
    private static final String SIX = ".ip6.arpa";
    private static final int NIBBLES = 32;

    private Reversed() {}

    /** The address a name stands for; the name itself when it stands for none. */
    static String address(String name) {
        if (name.endsWith(FOUR)) {
            return String.join(".", backwards(name, FOUR));
        }
        if (name.endsWith(SIX)) {
            var nibbles = backwards(name, SIX);
            return nibbles.size() == NIBBLES ? six(nibbles) : name;
        }
        return name;
    }

    private static List<String> backwards(String name, String suffix) {
        var bare = name.substring(0, name.length() - suffix.length());
        var labels = new ArrayList<>(Arrays.asList(bare.split("\\.", -1)));
        Collections.reverse(labels);
        return labels;
    }

    private static String six(List<String> nibbles) {
        var text = new StringBuilder();
        for (int i = 0; i < nibbles.size(); i++) {
            text.append(i > 0 && i % 4 == 0 ? ":" : "").append(nibbles.get(i));
        }
        var bytes = NetUtil.createByteArrayFromIpAddressString(text.toString());
        return bytes == null ? text.toString() : NetUtil.bytesToIpAddress(bytes);
    }
}
