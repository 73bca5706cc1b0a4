package io.skep.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Rules about OSGi components, read from what bnd made of their annotations. */
class ComponentsTest {

    private static final int MAX_REFERENCES = 5;
    private static final List<String> PLUGGED =
            List.of("io.skep.lifecycle.PlugProvider", "io.skep.scheduler.spi.SchedulingStrategy");

    private record Component(String bundle, Element root) {

        String name() {
            return root.getAttribute("name");
        }

        List<Element> references() {
            var nodes = root.getElementsByTagName("reference");
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(at -> (Element) nodes.item(at))
                    .toList();
        }
    }

    @Test
    void componentsAreNamedAfterTheirBundle() {
        check(
                "component-name",
                components()
                        .filter(component -> !component.name().startsWith(component.bundle()))
                        .map(
                                component ->
                                        component.bundle()
                                                + " has a component "
                                                + component.name()));
    }

    @Test
    void componentsHaveAtMostFiveReferences() {
        check(
                "references",
                components()
                        .filter(component -> component.references().size() > MAX_REFERENCES)
                        .map(
                                component ->
                                        component.name()
                                                + " has "
                                                + component.references().size()
                                                + " references"));
    }

    @Test
    void onlySocketsOfHostsReferToPlugsAndTheyAreDynamicAndMultiple() {
        var wrong = new ArrayList<String>();
        components()
                .forEach(
                        component ->
                                component.references().stream()
                                        .filter(
                                                reference ->
                                                        PLUGGED.contains(
                                                                reference.getAttribute(
                                                                        "interface")))
                                        .filter(reference -> !socket(component, reference))
                                        .forEach(
                                                reference ->
                                                        wrong.add(
                                                                component.name()
                                                                        + " refers to "
                                                                        + reference.getAttribute(
                                                                                "interface"))));

        check("sockets", wrong.stream());
    }

    @Test
    void onlyBundlesThatEmbedALibrarySayThemselvesWhatTheyImport() {
        check(
                "imports",
                House.bundles().stream()
                        .map(bundle -> bundle.resolve("bnd.bnd"))
                        .filter(Files::exists)
                        .filter(
                                file ->
                                        House.text(file).contains("Import-Package")
                                                && !House.text(file).contains("-includeresource"))
                        .map(file -> House.shown(file) + " has an Import-Package of its own"));
    }

    private static boolean socket(Component component, Element reference) {
        return component.bundle().endsWith(".engine")
                && reference.getAttribute("policy").equals("dynamic")
                && reference.getAttribute("cardinality").equals("0..n");
    }

    private static Stream<Component> components() {
        return House.bundles().stream().flatMap(ComponentsTest::components);
    }

    private static Stream<Component> components(Path bundle) {
        var folder = bundle.resolve("target/classes/OSGI-INF");
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (var files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .map(file -> new Component(bundle.getFileName().toString(), root(file)))
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Element root(Path file) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (IOException | ParserConfigurationException | SAXException failure) {
            throw new IllegalStateException(House.shown(file), failure);
        }
    }

    private static void check(String rule, Stream<String> wrong) {
        assertEquals(List.of(), Exceptions.without(rule, wrong.toList()));
    }
}
