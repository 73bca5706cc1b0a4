package io.skep.dns.zone.internal;

import io.skep.model.VirtualIp;
import io.skep.model.net.Endpoint;
import io.skep.model.net.Frontend;
import io.skep.model.net.Traffic;
import java.util.List;

/** Writes what tasks and services are called, and strikes it out with the same strokes. */
final class Scribe {

    final String suffix;
    Names names;
    Names others;
    Names pointers;
    private boolean erasing;

    Scribe(String suffix, Names names, Names others, Names pointers) {
        this.suffix = suffix;
        this.names = names;
        this.others = others;
        this.pointers = pointers;
    }

    void write(Endpoint endpoint) {
        erasing = false;
        stroke(endpoint);
    }

    void erase(Endpoint endpoint) {
        erasing = true;
        stroke(endpoint);
    }

    /**
     * Writes what a service is called.
     *
     * @param tasks all of its endpoints
     */
    void write(Frontend frontend, List<Endpoint> tasks) {
        erasing = false;
        stroke(frontend, tasks);
    }

    void erase(Frontend frontend, List<Endpoint> tasks) {
        erasing = true;
        stroke(frontend, tasks);
    }

    /** Tasks come before services. */
    private void stroke(Endpoint endpoint) {
        if (endpoint.traffic() != Traffic.SERVING) {
            return;
        }
        var who = "task/" + endpoint.task();
        var name = endpoint.name();
        name(name, who, endpoint.addresses());
        int last = name.lastIndexOf('.');
        if (last > 0 && !endpoint.alone()) {
            // service.slot, service.node
            name(name.substring(0, last), who, endpoint.addresses());
        }
        endpoint.aliases().forEach(alias -> others = set(others, alias, who, endpoint.addresses()));
        endpoint.addresses().forEach(address -> point(address, who, name));
    }

    /** A service that nobody serves has no name. Source: swarm-behaviour DN-10 */
    private void stroke(Frontend frontend, List<Endpoint> all) {
        var serving = all.stream().filter(task -> task.traffic() == Traffic.SERVING).toList();
        if (serving.isEmpty()) {
            return;
        }
        var tasks = serving.stream().flatMap(task -> task.addresses().stream()).toList();
        var who = "then/" + frontend.service();
        var virtual = frontend.virtualIps().stream().map(VirtualIp::addr).toList();
        var front = virtual.isEmpty() ? tasks : virtual;
        virtual.forEach(address -> point(address, who, frontend.name()));
        service(frontend.name(), who, front, tasks);
        frontend.aliases().forEach(alias -> service(alias, who, front, tasks));
    }

    private void service(String name, String who, List<String> front, List<String> tasks) {
        name(name, who, front);
        name("tasks." + name, who, tasks);
    }

    private void name(String name, String who, List<String> addresses) {
        names = set(names, name, who, addresses);
    }

    private void point(String address, String who, String name) {
        pointers = set(pointers, Addresses.bare(address), who, List.of(name + suffix));
    }

    private Names set(Names some, String name, String who, List<String> what) {
        var key = NetworkZone.lower(name);
        return erasing ? some.without(key, who) : some.with(key, who, what);
    }
}
