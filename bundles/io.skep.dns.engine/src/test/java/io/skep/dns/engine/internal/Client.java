package io.skep.dns.engine.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/** The client that comes with the JDK. */
public final class Client {

    private Client() {}

    /** The values of a type; none when the name has none. */
    public static List<String> ask(int port, String name, String type) throws NamingException {
        var settings = new Hashtable<String, String>();
        settings.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        settings.put(Context.PROVIDER_URL, "dns://127.0.0.1:" + port);
        settings.put("com.sun.jndi.dns.timeout.initial", "5000");
        settings.put("com.sun.jndi.dns.timeout.retries", "1");
        var client = new InitialDirContext(settings);
        try {
            var found = client.getAttributes(name, new String[] {type}).get(type);
            var values = new ArrayList<String>();
            if (found != null) {
                Collections.list(found.getAll()).forEach(value -> values.add(value.toString()));
            }
            return values;
        } finally {
            client.close();
        }
    }
}
