package io.skep.dockerapi.internal.http;

import io.netty.channel.socket.SocketChannel;
import io.skep.access.Caller;
import io.skep.access.Role;
import io.skep.dockerapi.internal.guard.Inspector;
import io.skep.dockerapi.internal.guard.Ledger;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.security.auth.x500.X500Principal;

/**
 * Brings whoever proved who it is to what its role is served.
 *
 * @param rooms what each role is served
 * @param inspector looks at what the engine has
 * @param ledger what is written down
 */
record Reception(Map<Role, Plumbing> rooms, Inspector inspector, Ledger ledger) {

    /** Copies. */
    Reception {
        rooms = Map.copyOf(rooms);
    }

    /** Lays what a client passes through; closes the connection of one who showed nothing. */
    void admit(SocketChannel channel, SSLSession shown) {
        try {
            admit(channel, Caller.of((X500Principal) shown.getPeerPrincipal()));
        } catch (SSLPeerUnverifiedException nothing) {
            channel.close();
        }
    }

    private void admit(SocketChannel channel, Caller caller) {
        var room = Objects.requireNonNull(rooms.get(caller.role()));
        var judging = new Warden.Judging(room.answers(), inspector);
        room.lay(channel, new Warden(caller, judging, ledger));
    }
}
