package io.skep.runtime.docker.internal;

import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugException;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugName;
import io.skep.lifecycle.PlugProvider;
import io.skep.runtime.spi.ContainerRuntime;
import io.skep.runtime.spi.RuntimeSink;
import java.net.URI;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Opens runtimes of the engine that setting {@code docker.host} names. */
@Component(name = "io.skep.runtime.docker", service = PlugProvider.class)
@PlugName(DockerRuntime.NAME)
public final class DockerRuntimeProvider implements PlugProvider<ContainerRuntime, RuntimeSink> {

    private static final String HOST = "docker.host";
    private static final String DEFAULT_HOST = "unix:///var/run/docker.sock";
    private static final List<String> SCHEMES = List.of("unix", "tcp");
    private static final PlugInfo INFO =
            new PlugInfo("runtime", DockerRuntime.NAME, "0.1.0", List.of("logs"));

    @Override
    public PlugInfo info() {
        return INFO;
    }

    @Override
    public ContainerRuntime open(PlugContext<RuntimeSink> context) {
        var host = context.settings().getOrDefault(HOST, "");
        return new DockerRuntime(context, parsed(host.isEmpty() ? DEFAULT_HOST : host));
    }

    private static URI parsed(String host) {
        try {
            var uri = URI.create(host);
            if (SCHEMES.contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            throw new PlugException(
                    "runtime docker: docker.host is no address: " + host, malformed);
        }
        throw new PlugException("runtime docker: docker.host must be unix: or tcp: " + host);
    }
}
