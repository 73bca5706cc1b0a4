package io.skep.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** H1 to H5: read from the built jars, because that is what OSGi will enforce. */
class FloorsTest {

    private static final List<BuiltBundle> BUNDLES = House.jars();

    @Test
    void H1_bundlesImportLowerFloorsOnly() {
        var floors = new TreeMap<String, Integer>();
        for (var bundle : BUNDLES) {
            bundle.exports().forEach(export -> floors.put(export.name(), bundle.floor()));
        }
        var wrong = new ArrayList<String>();
        for (var bundle : BUNDLES) {
            for (var imported : bundle.imports()) {
                if (own(bundle, imported)) {
                    continue;
                }
                if (floors.getOrDefault(imported, 3) >= bundle.floor()) {
                    wrong.add(bundle.name() + " imports " + imported);
                }
            }
        }

        assertEquals(List.of(), Exceptions.without("H1", wrong));
    }

    @Test
    void H2_roomsExportNothing() {
        var wrong =
                BUNDLES.stream()
                        .filter(bundle -> bundle.floor() == 3)
                        .filter(bundle -> !bundle.exports().isEmpty())
                        .map(bundle -> bundle.name() + " exports " + bundle.exports())
                        .toList();

        assertEquals(List.of(), Exceptions.without("H2", wrong));
    }

    @Test
    void H3_plugsImportOneSpiAndNoPort() {
        var wrong = new ArrayList<String>();
        for (var bundle : BUNDLES) {
            var contracts = contracts(bundle);
            if (bundle.plug() && contracts.size() != 1) {
                wrong.add(bundle.name() + " imports " + contracts);
            }
        }

        assertEquals(List.of(), Exceptions.without("H3", wrong));
    }

    @Test
    void H4_doorsImportControlOnly() {
        var wrong = new ArrayList<String>();
        for (var bundle : BUNDLES) {
            var door = List.of("io.skep.shell", "io.skep.dockerapi").contains(bundle.name());
            if (door && !contracts(bundle).equals(new TreeSet<>(List.of("io.skep.control")))) {
                wrong.add(bundle.name() + " imports " + contracts(bundle));
            }
        }

        assertEquals(List.of(), Exceptions.without("H4", wrong));
    }

    @Test
    void H5_everySpiHasExactlyOneHost() {
        var wrong = new ArrayList<String>();
        for (var spi : BuiltBundle.SPIS) {
            var hosts =
                    BUNDLES.stream()
                            .filter(bundle -> bundle.name().endsWith(".engine"))
                            .filter(bundle -> bundle.imports().contains(spi))
                            .map(BuiltBundle::name)
                            .toList();
            if (hosts.size() != 1) {
                wrong.add(spi + " has hosts " + hosts);
            }
        }

        assertEquals(List.of(), Exceptions.without("H5", wrong));
    }

    @Test
    void everyExportedPackageHasAVersion() {
        var wrong = new ArrayList<String>();
        for (var bundle : BUNDLES) {
            for (var export : bundle.exports()) {
                if (export.version().isEmpty() || export.version().equals("0.0.0")) {
                    wrong.add(bundle.name() + " exports " + export.name() + " without a version");
                }
            }
        }

        assertEquals(List.of(), Exceptions.without("versions", wrong));
    }

    @Test
    void noBundleHasAnActivatorOrImportsDynamically() {
        var wrong = new ArrayList<String>();
        for (var bundle : BUNDLES) {
            for (var header :
                    List.of("Bundle-Activator", "DynamicImport-Package", "Require-Bundle")) {
                if (!bundle.header(header).isEmpty()) {
                    wrong.add(bundle.name() + " has " + header);
                }
            }
        }

        assertEquals(List.of(), Exceptions.without("activators", wrong));
    }

    private static boolean own(BuiltBundle bundle, String imported) {
        return bundle.exports().stream().anyMatch(export -> export.name().equals(imported));
    }

    /** The contracts a bundle imports: floor 2, by their bundle. */
    private static TreeSet<String> contracts(BuiltBundle bundle) {
        var contracts = new TreeSet<String>();
        for (var imported : bundle.imports()) {
            for (var other : BUNDLES) {
                if (other.floor() == 2
                        && !other.name().equals(bundle.name())
                        && own(other, imported)) {
                    contracts.add(other.name());
                }
            }
        }
        return contracts;
    }
}
