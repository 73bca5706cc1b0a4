package io.skep.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about classes, read from what was compiled. */
class ShapesTest {

    private static final int MAX_PARAMETERS = 5;

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importPaths(
                            House.bundles().stream()
                                    .map(bundle -> bundle.resolve("target/classes"))
                                    .filter(java.nio.file.Files::isDirectory)
                                    .toList());

    private static final List<String> MAY_GUARD =
            List.of(
                    "io.skep.seam",
                    "io.skep.consensus.ratis",
                    "io.skep.runtime.docker",
                    "io.skep.runtime.process");

    @Test
    void everyExportedInterfaceSaysWhoImplementsIt() {
        var exported = exported();

        check(
                "types",
                CLASSES.stream()
                        .filter(type -> exported.contains(type.getPackageName()))
                        .filter(type -> type.isInterface() && !type.isAnnotation())
                        .filter(
                                type ->
                                        !type.getModifiers().isEmpty()
                                                && type.getModifiers()
                                                        .contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.reflect().isSealed())
                        .filter(type -> !saysWho(type))
                        .map(
                                type ->
                                        type.getName()
                                                + " is neither a provider nor a consumer type"));
    }

    @Test
    void constructorsAndMethodsHaveAtMostFiveParameters() {
        check(
                "parameters",
                CLASSES.stream()
                        .filter(
                                type ->
                                        !type.isRecord()
                                                && !type.isEnum()
                                                && !type.isAnonymousClass())
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(unit -> !synthetic(unit))
                        .filter(unit -> declared(unit) > MAX_PARAMETERS)
                        .map(unit -> unit.getFullName() + " has " + declared(unit)));
    }

    @Test
    void noFieldIsStaticAndMutable() {
        check(
                "static",
                fields().filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                        .map(field -> field.getFullName() + " is static and changes"));
    }

    @Test
    void exportedTypesHoldNoOptional() {
        var exported = exported();

        check(
                "optional",
                fields().filter(field -> exported.contains(field.getOwner().getPackageName()))
                        .filter(field -> field.getRawType().isEquivalentTo(Optional.class))
                        .map(field -> field.getFullName() + " is an optional"));
    }

    @Test
    void onlySeamsAndPlugsGuardMemory() {
        check(
                "volatile",
                fields().filter(field -> field.getModifiers().contains(JavaModifier.VOLATILE))
                        .filter(
                                field ->
                                        MAY_GUARD.stream()
                                                .noneMatch(
                                                        field.getOwner().getPackageName()
                                                                ::startsWith))
                        .map(field -> field.getFullName() + " is volatile"));
    }

    @Test
    void packagesHaveNoCycles() {
        var uses = new TreeMap<String, TreeSet<String>>();
        for (var type : CLASSES) {
            for (var dependency : type.getDirectDependenciesFromSelf()) {
                var from = type.getPackageName();
                var to = dependency.getTargetClass().getPackageName();
                if (to.startsWith("io.skep.") && !from.equals(to)) {
                    uses.computeIfAbsent(from, none -> new TreeSet<>()).add(to);
                }
            }
        }

        check("cycles", Cycles.in(uses).stream());
    }

    private static Set<String> exported() {
        var exported = new TreeSet<String>();
        House.jars().forEach(jar -> jar.exports().forEach(export -> exported.add(export.name())));
        return exported;
    }

    private static Stream<JavaField> fields() {
        return CLASSES.stream()
                .map(JavaClass::getFields)
                .flatMap(Collection::stream)
                .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static boolean saysWho(JavaClass type) {
        return type.isAnnotatedWith("org.osgi.annotation.versioning.ProviderType")
                || type.isAnnotatedWith("org.osgi.annotation.versioning.ConsumerType");
    }

    private static boolean synthetic(JavaCodeUnit unit) {
        return unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                || unit.getName().startsWith("lambda$");
    }

    /** An inner class gets its outer one as a parameter that nobody wrote. */
    private static int declared(JavaCodeUnit unit) {
        var owner = unit.getOwner();
        boolean inner = unit.isConstructor() && owner.isInnerClass();
        return unit.getRawParameterTypes().size() - (inner ? 1 : 0);
    }

    private static void check(String rule, Stream<String> wrong) {
        assertEquals(List.of(), Exceptions.without(rule, wrong.toList()));
    }
}
