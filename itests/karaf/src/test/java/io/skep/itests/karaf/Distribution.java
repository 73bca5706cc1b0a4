package io.skep.itests.karaf;

import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFileExtend;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption;

/** The assembled distribution as Pax Exam starts it, with a node directory of its own. */
final class Distribution {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final String FEATURES = "etc/org.apache.karaf.features.cfg";

    private Distribution() {}

    /** A whole node. */
    static Option node() {
        var data = temporary();
        return composite(
                container(),
                editConfigurationFilePut("etc/io.skep.node.cfg", "data", data.toString()),
                editConfigurationFilePut("etc/io.skep.node.cfg", "runtime", "process"),
                editConfigurationFilePut("etc/io.skep.node.cfg", "advertise", "127.0.0.1"),
                systemProperty("skep.strategy").value(strategy().toString()));
    }

    /**
     * Karaf of the distribution with nothing of ours started. Bundles that are uninstalled leave at
     * once, so that one feature does not live on what another left.
     */
    static Option bare() {
        return composite(
                container(),
                editConfigurationFilePut("etc/io.skep.node.cfg", "data", temporary().toString()),
                editConfigurationFilePut(FEATURES, "autoRefresh", "true"),
                editConfigurationFilePut(FEATURES, "featuresBoot", "shell, feature, eventadmin"));
    }

    private static Option container() {
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(archive().toUri().toString())
                        .name("skep")
                        .unpackDirectory(ROOT.resolve("itests/karaf/target/exam").toFile())
                        .useDeployFolder(false),
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                logLevel(LogLevelOption.LogLevel.WARN),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", "0"),
                editConfigurationFileExtend(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        examBundles()),
                javaOptions());
    }

    /** The jar of the strategy that tests drop in. */
    private static Path strategy() {
        return newest(ROOT.resolve("itests/strategy/target"), "io.skep.itests.strategy", ".jar");
    }

    /** Where the build put the bundles with which Pax Exam runs tests inside the container. */
    private static String examBundles() {
        return ROOT.resolve("itests/karaf/target/exam-repository").toUri() + "@id=exam";
    }

    private static Option javaOptions() {
        return composite(
                vmOption("-Xmx512m"),
                vmOption("--add-reads=java.xml=java.logging"),
                vmOption(
                        "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED"),
                vmOption("--patch-module"),
                vmOption(
                        "java.base=lib/endorsed/org.apache.karaf.specs.locator-"
                                + karaf()
                                + ".jar"),
                vmOption("--patch-module"),
                vmOption(
                        "java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-"
                                + karaf()
                                + ".jar"),
                vmOption("--add-opens=java.base/java.security=ALL-UNNAMED"),
                vmOption("--add-opens=java.base/java.net=ALL-UNNAMED"),
                vmOption("--add-opens=java.base/java.lang=ALL-UNNAMED"),
                vmOption("--add-opens=java.base/java.util=ALL-UNNAMED"),
                vmOption("--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED"),
                vmOption("--add-opens=java.rmi/sun.rmi.transport.tcp=ALL-UNNAMED"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED"),
                vmOption("--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED"),
                vmOption("--add-exports=jdk.naming.rmi/com.sun.jndi.url.rmi=ALL-UNNAMED"),
                vmOption("-classpath"),
                vmOption("lib/jdk9plus/*:lib/boot/*:lib/endorsed/*"));
    }

    private static String karaf() {
        return System.getProperty("karaf.version", "4.4.10");
    }

    private static Path archive() {
        return newest(ROOT.resolve("karaf-distro/target"), "karaf-distro-", ".tar.gz");
    }

    private static Path newest(Path folder, String start, String end) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .filter(file -> file.toString().endsWith(end))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("build " + folder + " first"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A short path, since a socket's may have a hundred characters; it goes when the tests end. */
    private static Path temporary() {
        try {
            var folder = Files.createTempDirectory("skep-karaf");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> delete(folder), "delete-" + folder));
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
