package dev.mobiledist.shell;

import android.net.Uri;

/** The page that stands in for an address that cannot be reached: it says so and offers to try again. */
final class OfflinePage {
    private static final String URL = "https://" + ShellSettings.HOST + AssetServer.SHELL + "offline.html";

    private OfflinePage() {}

    static String urlFor(Uri wanted) {
        return URL + "#" + Uri.encode(wanted.toString());
    }

    static boolean is(String url) {
        return url != null && url.startsWith(URL);
    }

    /** The address that an offline page stands in for. */
    static String wantedBy(String url) {
        int hash = url.indexOf('#');
        return hash < 0 ? "" : Uri.decode(url.substring(hash + 1));
    }
}
