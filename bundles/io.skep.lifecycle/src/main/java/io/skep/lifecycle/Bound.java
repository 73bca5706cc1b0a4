package io.skep.lifecycle;

/** A provider and who it says it is. */
record Bound<P extends Plug, S>(PlugProvider<P, S> provider, PlugInfo info) {

    static <P extends Plug, S> Bound<P, S> of(PlugProvider<P, S> provider) {
        return new Bound<>(provider, provider.info());
    }

    String name() {
        return info.name() + " " + info.version();
    }

    boolean isOf(PlugProvider<?, ?> other) {
        return provider == other;
    }
}
