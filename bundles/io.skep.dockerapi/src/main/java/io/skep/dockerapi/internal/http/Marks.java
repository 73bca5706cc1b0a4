package io.skep.dockerapi.internal.http;

import io.netty.handler.codec.http.HttpResponse;
import io.skep.dockerapi.internal.route.ApiVersion;

/** What every answer says of the server. Source: docker-api-notes 1.3. */
final class Marks {

    private Marks() {}

    static void put(HttpResponse response) {
        response.headers()
                .set("Api-Version", ApiVersion.NEWEST.toString())
                .set("Docker-Experimental", "false")
                .set("Ostype", "linux")
                .set("Server", "Docker/" + ApiVersion.PRODUCT + " (linux)");
    }
}
