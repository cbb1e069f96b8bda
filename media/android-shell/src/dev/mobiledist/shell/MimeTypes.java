package dev.mobiledist.shell;

import android.webkit.MimeTypeMap;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Media types by file extension. The table wins over the phone's, which differs between versions of Android. */
final class MimeTypes {
    private static final Map<String, String> KNOWN = new HashMap<String, String>();

    static {
        String[] rows = {
            "html text/html", "htm text/html", "xhtml application/xhtml+xml", "js text/javascript", "mjs text/javascript",
            "cjs text/javascript", "css text/css", "json application/json", "map application/json",
            "webmanifest application/manifest+json", "wasm application/wasm", "xml application/xml", "txt text/plain",
            "md text/markdown", "csv text/csv", "vtt text/vtt", "svg image/svg+xml", "png image/png", "jpg image/jpeg",
            "jpeg image/jpeg", "gif image/gif", "webp image/webp", "avif image/avif", "ico image/x-icon", "bmp image/bmp",
            "woff font/woff", "woff2 font/woff2", "ttf font/ttf", "otf font/otf", "mp3 audio/mpeg", "m4a audio/mp4",
            "aac audio/aac", "ogg audio/ogg", "oga audio/ogg", "opus audio/ogg", "wav audio/wav", "flac audio/flac",
            "mp4 video/mp4", "m4v video/mp4", "webm video/webm", "ogv video/ogg", "mov video/quicktime",
            "m3u8 application/vnd.apple.mpegurl", "pdf application/pdf", "zip application/zip", "glb model/gltf-binary",
            "gltf model/gltf+json", "bin application/octet-stream",
        };
        for (String row : rows) {
            int space = row.indexOf(' ');
            KNOWN.put(row.substring(0, space), row.substring(space + 1));
        }
    }

    private MimeTypes() {}

    static String ofPath(String path) {
        int dot = path.lastIndexOf('.');
        if (dot <= path.lastIndexOf('/')) return "application/octet-stream";
        return ofExtension(path.substring(dot + 1));
    }

    static String ofExtension(String extension) {
        String lower = extension.toLowerCase(Locale.ROOT);
        String known = KNOWN.get(lower);
        if (known == null) known = MimeTypeMap.getSingleton().getMimeTypeFromExtension(lower);
        return known == null ? "application/octet-stream" : known;
    }

    /** HTML and XML say their encoding themselves; scripts, styles and data are UTF-8 as the standards have it. */
    static String encodingOf(String type) {
        boolean text = type.equals("text/javascript") || type.equals("text/css") || type.equals("text/plain") || type.equals("text/vtt")
            || type.equals("text/markdown") || type.equals("text/csv") || type.endsWith("json");
        return text ? "utf-8" : null;
    }
}
