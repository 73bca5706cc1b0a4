package io.skep.transport.agent;

/**
 * What an agent says on its channel of networks; the first frame says nothing but that it is there.
 *
 * @param applied number of the last {@link WiringFrame} that it has; 0 before the first
 * @param realised number of the last {@link WiringFrame} that its node is made so as; 0 before the
 *     first
 */
public record Wired(long applied, long realised) {}
