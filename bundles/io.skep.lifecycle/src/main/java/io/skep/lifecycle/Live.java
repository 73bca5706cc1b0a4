package io.skep.lifecycle;

/**
 * The plug a socket holds while it works.
 *
 * @param info who it is
 * @param plug the plug
 * @param epoch it works under; higher than that of every plug before
 * @param <P> the plugs
 */
public record Live<P extends Plug>(PlugInfo info, P plug, long epoch) {}
