package io.skep.dockerapi.internal.engine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.skep.seam.Cancellable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The Docker Engine of this machine, as far as there is one. Safe for use by any thread; results
 * complete on any thread.
 */
public interface EngineLink {

    /** Name of the handler that is in a client's pipeline while the engine answers it. */
    String PASSING = "engine";

    /** How long the engine may work on one thing. */
    Duration WORKING = Duration.ofMinutes(10);

    /** Whether an engine is to be asked. Cheap: what was last known, nothing is asked now. */
    boolean present();

    /**
     * Asks the engine and gathers its answer, within bounds of time and size.
     *
     * @param uri path and query; a version that the engine does not speak becomes one that it does
     * @param headers of the request, by name
     * @param body empty for none
     * @return fails when the engine does not answer
     */
    CompletionStage<EngineAnswer> call(
            String method, String uri, Map<String, String> headers, byte[] body);

    /** As {@link #call}, for what may take longer: up to {@link #WORKING}. */
    CompletionStage<EngineAnswer> work(
            String method, String uri, Map<String, String> headers, byte[] body);

    /**
     * Lets the engine answer a client: its answer goes to the client as it is, streams and upgraded
     * connections in both directions.
     *
     * <p>Called on the client's event loop, from within the reading of {@code head}, before any
     * content was read. {@code Expect: 100-continue} was answered. The link puts a handler of its
     * own directly before that of {@code client}; it takes every {@code HttpContent} up to the last
     * one, and writes the answer's messages through {@code client}. When request and answer are
     * over, it removes its handler and leaves automatic reading on: the connection is used again.
     * Nothing of a following request arrives before the answer's last message was written. After an
     * upgrade the link takes every other handler out of the pipeline, and the connection ends with
     * it. When the engine cannot be reached, the link answers so.
     */
    void pass(ChannelHandlerContext client, HttpRequest head);

    /**
     * Reads an endless answer of records, one a line.
     *
     * @param uri path and query of a GET; its version as in {@link #call}
     * @param sink takes the records, one call at a time
     * @return ends it
     */
    Cancellable stream(String uri, RecordSink sink);
}
