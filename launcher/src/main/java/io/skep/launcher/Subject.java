package io.skep.launcher;

/**
 * Whose a certificate is.
 *
 * @param common its common name
 * @param unit its organizational unit: the role of a client; empty for none
 */
record Subject(String common, String unit) {

    private static final String COMMON = "2.5.4.3";
    private static final String UNIT = "2.5.4.11";

    /** Somebody without a role. */
    static Subject of(String common) {
        return new Subject(common, "");
    }

    /** As a certificate has it. */
    byte[] encoded() {
        return unit.isEmpty()
                ? Der.sequence(part(COMMON, common))
                : Der.sequence(part(UNIT, unit), part(COMMON, common));
    }

    private static byte[] part(String type, String text) {
        return Der.set(Der.sequence(Der.oid(type), Der.text(text)));
    }
}
