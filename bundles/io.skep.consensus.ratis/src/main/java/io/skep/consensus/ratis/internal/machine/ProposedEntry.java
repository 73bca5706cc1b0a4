package io.skep.consensus.ratis.internal.machine;

import org.apache.ratis.protocol.Message;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/** A proposal that knows whether it has reached the log. Used by the thread that submits it. */
public final class ProposedEntry implements Message {

    private final ByteString content;
    private boolean appended;

    /** Of bytes that nobody changes. */
    public ProposedEntry(byte[] bytes) {
        content = UnsafeByteOperations.unsafeWrap(bytes);
    }

    @Override
    public ByteString getContent() {
        return content;
    }

    /** Whether it is in this member's log: if so, nobody knows whether it gets committed. */
    public boolean isAppended() {
        return appended;
    }

    void append() {
        appended = true;
    }
}
