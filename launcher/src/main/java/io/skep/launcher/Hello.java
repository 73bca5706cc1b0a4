package io.skep.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The demo's service: says which replica it is, over HTTP on port 8080 or the one it is given. */
final class Hello {

    private Hello() {}

    public static void main(String[] words) throws IOException {
        var port = Integer.parseInt(System.getenv().getOrDefault("SKEP_PORT_8080", "8080"));
        var server = HttpServer.create(new InetSocketAddress(port), 0);
        var name =
                System.getenv().getOrDefault("REPLICA", InetAddress.getLocalHost().getHostName());
        server.createContext(
                "/",
                exchange -> {
                    var answer = ("hello from " + name + "\n").getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        System.out.println(name + " listens on port " + port);
    }
}
