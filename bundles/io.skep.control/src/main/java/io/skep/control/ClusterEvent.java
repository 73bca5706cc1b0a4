package io.skep.control;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to a stored object. Source: swarm-behaviour AP-4.
 *
 * @param at when
 * @param type {@code service}, {@code node}, {@code secret}, {@code config} or {@code network}
 * @param action {@code create}, {@code update} or {@code remove}
 * @param id of the object
 * @param attributes name, and for updates what changed from what to what
 */
public record ClusterEvent(
        Instant at, String type, String action, String id, Map<String, String> attributes) {}
