package io.skep.ca.engine.internal;

import io.skep.ca.bouncycastle.internal.BouncyCastleProvider;
import io.skep.ca.external.internal.ExternalProvider;
import io.skep.itests.sim.SimSeams;
import io.skep.lifecycle.Duty;
import io.skep.lifecycle.DutyContext;
import io.skep.model.ClusterId;
import io.skep.model.NodeId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A machine with the room's duties; its disk survives crashes. */
final class SimHost {

    private final Cluster cluster;
    private final String address;
    private final SimSeams seams;
    private SiteDuty site;
    private SimTransport transport;
    private LeadDuty lead;
    private DeskDuty desk;

    SimHost(Cluster cluster, String address) {
        this.cluster = cluster;
        this.address = address;
        this.seams = cluster.kernel.node(address);
        wireUp();
    }

    private void wireUp() {
        transport = new SimTransport(cluster.wire, address, () -> site.current());
        site = new SiteDuty(transport);
        site.bind(new BouncyCastleProvider());
        site.bind(new ExternalProvider());
        var store = new StoreAt(cluster.store, () -> site.current().orElseThrow().node());
        lead = new LeadDuty(store, store, transport, site);
        desk = new DeskDuty(store, store, transport, site, lead);
    }

    void start() {
        begin(site);
    }

    void manage() {
        begin(desk);
    }

    void lead() {
        begin(lead);
    }

    void rest() {
        cluster.get(lead.stop(Duration.ofSeconds(1)));
        cluster.get(desk.stop(Duration.ofSeconds(1)));
    }

    private void begin(Duty duty) {
        cluster.get(duty.start(context()));
    }

    /** The process dies and starts again, with what is on the disk. */
    void crash() {
        seams.crash();
        wireUp();
        start();
    }

    private DutyContext context() {
        return new DutyContext(
                new NodeId("local"), new ClusterId("0"), seams, Path.of("unused"), Map.of());
    }

    /** Somebody puts files among its certificates. */
    void bring(Map<String, String> files) {
        var disk = seams.disk("certificates");
        files.forEach((name, text) -> disk.replace(name, text.getBytes(StandardCharsets.US_ASCII)));
    }

    SiteDuty site() {
        return site;
    }

    LeadDuty tokens() {
        return lead;
    }

    SimTransport transport() {
        return transport;
    }

    SimSeams seams() {
        return seams;
    }
}
