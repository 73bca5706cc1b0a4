package io.skep.access;

import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

/**
 * Who asks.
 *
 * @param name the certificate's common name, fit for a line of log
 * @param role what it may do
 */
public record Caller(String name, Role role) {

    /** The name of every certificate that was made before there were roles; it had no unit. */
    private static final String BEFORE_ROLES = "skep client";

    private static final int LONGEST = 64;

    /** The owner of a certificate that was proven to be good. */
    public static Caller of(X500Principal subject) {
        var names = values(subject, "CN");
        var units = values(subject, "OU");
        if (units.isEmpty() && names.equals(List.of(BEFORE_ROLES))) {
            return new Caller(BEFORE_ROLES, Role.ADMIN);
        }
        return new Caller(printable(String.join("+", names)), Role.of(units));
    }

    private static List<String> values(X500Principal subject, String type) {
        var values = new ArrayList<String>();
        try {
            for (var part : new LdapName(subject.getName(X500Principal.RFC2253)).getRdns()) {
                var attributes = part.toAttributes().get(type);
                for (int at = 0; attributes != null && at < attributes.size(); at++) {
                    values.add(String.valueOf(attributes.get(at)));
                }
            }
        } catch (InvalidNameException unreadable) {
            return List.of();
        } catch (NamingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return values;
    }

    /** Nothing that ends a line, or looks like the end of a name in it. */
    private static String printable(String name) {
        var plain = name.replaceAll("[^\\p{L}\\p{N} ._@+-]", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }
}
