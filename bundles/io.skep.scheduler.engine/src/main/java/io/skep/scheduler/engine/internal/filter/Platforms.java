package io.skep.scheduler.engine.internal.filter;

import io.skep.model.spec.Platform;
import io.skep.scheduler.engine.internal.fleet.Need;
import io.skep.scheduler.engine.internal.fleet.NodeLoad;
import java.util.List;
import java.util.stream.Collectors;

/** The image runs on the node's platform. Source: swarm-behaviour PL-4, PL-7. */
final class Platforms implements NodeFilter {

    @Override
    public String name() {
        return "Platform";
    }

    @Override
    public boolean concerns(Need need) {
        return !need.platforms().isEmpty();
    }

    @Override
    public boolean accepts(Need need, NodeLoad node, int tasksOfService) {
        var status = node.node().status();
        if (status == null) {
            return false;
        }
        var own = status.value().description().platform();
        for (var image : need.platforms()) {
            if (fits(image, own)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String reason(Need need, NodeLoad node) {
        var status = node.node().status();
        if (status == null) {
            return "its platform is not known";
        }
        var own = status.value().description().platform();
        return "it is " + own.os() + "/" + own.architecture();
    }

    @Override
    public List<Fix> fixes(Need need, Refusal refusal) {
        var wanted =
                need.platforms().stream()
                        .map(image -> image.os() + "/" + image.architecture())
                        .collect(Collectors.joining(", "));
        var status = refusal.node().node().status();
        if (status == null) {
            return List.of(); // it has to report first
        }
        var own = status.value().description().platform();
        var is = own.os() + "/" + own.architecture();
        return List.of(
                new Fix(
                        "the image runs on " + wanted + ", the node is " + is,
                        "use an image for " + is,
                        Fix.SOFTWARE));
    }

    @Override
    public String summary(int nodes) {
        return "unsupported platform" + NodeFilter.on(nodes);
    }

    private static boolean fits(Platform image, Platform node) {
        var processor = image.architecture();
        return (processor.isEmpty() || normal(processor).equals(normal(node.architecture())))
                && (image.os().isEmpty() || image.os().equals(node.os()));
    }

    private static String normal(String architecture) {
        return switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }
}
