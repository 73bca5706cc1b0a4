package io.skep.network.vxlan.internal.cipher;

import io.skep.network.vxlan.internal.plan.Veil;
import io.skep.network.vxlan.internal.tool.Tools;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Encrypts what goes to other nodes: one WireGuard interface, of the kernel or of the program
 * {@code wireguard-go}, below the tunnels of networks that want it. Its private key is in the
 * interface and nowhere else: it outlives this process, not the machine, and is on no disk. One
 * thread at a time but for {@link #key}. Blocks.
 */
public final class WireGuard {

    private static final List<String> EXISTS = List.of("wg", "show", Veil.NAME);
    // it outlives us, as the containers do
    private static final String PROGRAM =
            "setsid wireguard-go -f \"$1\" >/dev/null 2>&1 </dev/null &"
                    + " for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do"
                    + " wg show \"$1\" >/dev/null 2>&1 && exit 0; sleep 0.1; done; exit 1";

    private final Tools tools;
    private final boolean wanted;
    // the public key; read by the host's loop
    private final AtomicReference<String> key = new AtomicReference<>("");
    private Veil done = Veil.NONE;

    /**
     * By these programs.
     *
     * @param wanted whether this node reaches others at all
     */
    public WireGuard(Tools tools, boolean wanted) {
        this.tools = tools;
        this.wanted = wanted;
    }

    /** The public key; empty when nothing can be encrypted here. Any thread. */
    public String key() {
        return key.get();
    }

    /** Has the interface, if there can be one, and a key. */
    public void begin() {
        key.set(wanted && tools.run(List.of("wg", "--version"), "").good() ? begun() : "");
    }

    private String begun() {
        if (!tools.run(EXISTS, "").good() && !ofKernel() && !ofProgram()) {
            return "";
        }
        if (shown("private-key").isEmpty()) {
            var fresh = tools.need(List.of("wg", "genkey"), "").strip();
            tools.need(List.of("wg", "set", Veil.NAME, "private-key", "/dev/stdin"), fresh + "\n");
        }
        return shown("public-key");
    }

    private boolean ofKernel() {
        return tools.run(List.of("ip", "link", "add", Veil.NAME, "type", "wireguard"), "").good();
    }

    private boolean ofProgram() {
        return tools.run(List.of("wireguard-go", "--version"), "").good()
                && tools.run(List.of("sh", "-c", PROGRAM, "sh", Veil.NAME), "").good();
    }

    /** What is set; empty when nothing is. */
    private String shown(String what) {
        var text = tools.need(List.of("wg", "show", Veil.NAME, what), "").strip();
        return text.equals("(none)") ? "" : text;
    }

    /** Makes it so. An interface that is gone is made again, with another key. */
    public void settle(Veil veil) {
        if (!veil.there()) {
            done = veil;
            return;
        }
        boolean exists = tools.run(EXISTS, "").good();
        if (!exists) {
            begin();
        }
        if (exists && veil.equals(done)) {
            return;
        }
        done = Veil.NONE; // if this fails, the next time does it all
        var words = List.of("wg", "syncconf", Veil.NAME, "/dev/stdin");
        tools.need(words, veil.configuration(shown("private-key")));
        tools.need(List.of("ip", "-batch", "-"), lines(veil));
        done = veil;
    }

    /** The node leaves: nothing stays. The program ends with its interface. */
    public void end() {
        if (!key().isEmpty()) {
            tools.run(List.of("ip", "link", "del", Veil.NAME), "");
        }
        key.set("");
        done = Veil.NONE;
    }

    private static String lines(Veil veil) {
        return "addr replace %s/128 dev %s%nlink set dev %s mtu %d up%n"
                        .formatted(veil.address(), Veil.NAME, Veil.NAME, veil.mtu())
                + "route replace %s dev %s%n".formatted(Veil.RANGE, Veil.NAME);
    }
}
