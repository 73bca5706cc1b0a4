package io.skep.dockerapi.internal.engine;

/** Takes the records of a stream, one call at a time. */
public interface RecordSink {

    /** One record, without its line end. */
    void record(byte[] line);

    /** No more records. */
    void end();
}
