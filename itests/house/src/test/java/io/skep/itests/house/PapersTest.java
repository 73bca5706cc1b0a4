package io.skep.itests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether what is written about the house is there. */
class PapersTest {

    private static final List<String> CHAPTERS =
            List.of("## What", "## Why", "## Contract", "## How it fails", "## Try it");

    @Test
    void everyBundleHasAReadmeWithItsFiveChapters() {
        var wrong = new ArrayList<String>();
        for (var bundle : House.bundles()) {
            var readme = bundle.resolve("README.md");
            if (!Files.exists(readme)) {
                wrong.add(House.shown(bundle) + " has no README.md");
                continue;
            }
            for (var chapter : CHAPTERS) {
                if (!House.text(readme).contains(chapter)) {
                    wrong.add(House.shown(readme) + " has no chapter '" + chapter + "'");
                }
            }
        }

        assertEquals(List.of(), Exceptions.without("readme", wrong));
    }

    @Test
    void featuresNameEveryBundleAndNoOther() {
        var features = House.text(House.ROOT.resolve("features/src/main/feature/feature.xml"));
        var named = new TreeSet<String>();
        var bundle = Pattern.compile("mvn:io\\.skep/([^/]+)/").matcher(features);
        while (bundle.find()) {
            named.add(bundle.group(1));
        }
        var there = new TreeSet<String>();
        House.bundles().forEach(folder -> there.add(folder.getFileName().toString()));

        assertEquals(there, named);
    }

    @Test
    void exceptionsHaveAReasonAndADate() {
        var wrong = new ArrayList<String>();
        for (var parts : Exceptions.lines()) {
            if (parts.length != 4
                    || parts[2].isBlank()
                    || !parts[3].matches("\\d{4}-\\d{2}-\\d{2}")) {
                wrong.add(String.join(" | ", parts));
            }
        }

        assertEquals(List.of(), wrong);
    }
}
