package io.skep.itests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Clients that ask one request after the other. */
final class Load {

    private final Door door;
    private final Duration warmUp;
    private final Duration measure;

    /** Through this door: first so long to warm up, then so long to measure. */
    Load(Door door, Duration warmUp, Duration measure) {
        this.door = door;
        this.warmUp = warmUp;
        this.measure = measure;
    }

    /** Opens one connection. */
    interface Door {
        Api open() throws IOException;
    }

    /** One request. */
    interface Request {
        void send(Api api) throws IOException;
    }

    /** Prints the figures of so many clients. */
    void run(String name, int clients, Request request) {
        warmUp(clients, request);
        Figures.rate(name, run(clients, measure, request), measure.toNanos() / 1e9);
    }

    /** Only warms up. */
    void warmUp(int clients, Request request) {
        run(clients, warmUp, request);
    }

    private double[] run(int clients, Duration time, Request request) {
        var pool = Executors.newFixedThreadPool(clients);
        var end = System.nanoTime() + time.toNanos();
        var all =
                IntStream.range(0, clients)
                        .mapToObj(n -> CompletableFuture.supplyAsync(() -> one(end, request), pool))
                        .toList();
        var millis = all.stream().flatMap(each -> each.join().stream());
        var sum = millis.mapToDouble(Double::doubleValue).toArray();
        pool.shutdown();
        return sum;
    }

    private List<Double> one(long end, Request request) {
        var millis = new ArrayList<Double>();
        try (var api = door.open()) {
            while (System.nanoTime() < end) {
                var began = System.nanoTime();
                request.send(api);
                millis.add((System.nanoTime() - began) / 1e6);
            }
            return millis;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
