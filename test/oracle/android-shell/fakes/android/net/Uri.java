package android.net;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Android's Uri on java.net.URI, as far as the shell's pure parts use it. */
public abstract class Uri implements android.os.Parcelable {
    public static Uri parse(final String text) {
        final URI uri = URI.create(text);
        return new Uri() {
            public String getScheme() {
                return uri.getScheme();
            }

            public String getAuthority() {
                return uri.getRawAuthority();
            }

            public String getHost() {
                return uri.getHost();
            }

            public String getPath() {
                return uri.getRawPath() == null ? null : decode(uri.getRawPath());
            }

            public String getLastPathSegment() {
                return getPath().substring(getPath().lastIndexOf('/') + 1);
            }

            public String toString() {
                return text;
            }
        };
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    public abstract String getScheme();

    public abstract String getAuthority();

    public abstract String getHost();

    public abstract String getPath();

    public abstract String getLastPathSegment();

    public abstract String toString();
}
