package dev.mobiledist.shell;

import android.content.res.AssetManager;
import android.net.Uri;
import android.webkit.WebResourceRequest;
import android.webkit.WebResourceResponse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.HashMap;
import java.util.Map;

/**
 * Answers requests for https://appassets.androidplatform.net/ from the package: assets/www, and assets/shell for the pages
 * of the shell itself. A secure origin, so modules, fetch and service workers behave as on a web server.
 */
final class AssetServer {
    static final String SHELL = "/.shell/";
    private final AssetManager assets;

    AssetServer(AssetManager assets) {
        this.assets = assets;
    }

    /** Null when the request is not for this host. */
    WebResourceResponse answer(WebResourceRequest request) {
        Uri url = request.getUrl();
        if (!ShellSettings.isOwnHost(url)) return null;
        String method = request.getMethod();
        if (!"GET".equals(method) && !"HEAD".equals(method)) return plain(405, "Method Not Allowed");
        String path = url.getPath();
        if (path == null || path.length() == 0) path = "/";
        if (path.indexOf('\0') >= 0 || (path + "/").contains("/../")) return plain(404, "Not Found");
        boolean page = request.isForMainFrame();
        try {
            if (path.endsWith("/")) return file(path + "index.html", request);
            return file(path, request);
        } catch (IOException absent) {
            // Looked at below.
        }
        if (!path.endsWith("/") && exists(path + "/index.html")) return toDirectory(url);
        // An app with its own router is opened at a path that no file has: its start page knows what to show.
        if (page && path.indexOf('.', path.lastIndexOf('/') + 1) < 0) {
            try {
                return file("/index.html", request);
            } catch (IOException absent) {
                return plain(404, "Not Found");
            }
        }
        return plain(404, "Not Found");
    }

    InputStream open(String path) throws IOException {
        String asset = path.startsWith(SHELL) ? "shell/" + path.substring(SHELL.length()) : "www" + path;
        return assets.open(asset);
    }

    private boolean exists(String path) {
        try {
            open(path).close();
            return true;
        } catch (IOException absent) {
            return false;
        }
    }

    private WebResourceResponse file(String path, WebResourceRequest request) throws IOException {
        InputStream content = open(path);
        String type = MimeTypes.ofPath(path);
        Map<String, String> headers = new HashMap<String, String>();
        headers.put("Cache-Control", "no-cache");
        headers.put("Accept-Ranges", "bytes");
        int size = content.available();
        String range = rangeOf(request);
        int[] part = range == null ? null : parseRange(range, size);
        if (part == null) return new WebResourceResponse(type, MimeTypes.encodingOf(type), 200, "OK", headers, content);
        if (part.length == 0) {
            content.close();
            WebResourceResponse refused = plain(416, "Range Not Satisfiable");
            Map<String, String> why = new HashMap<String, String>();
            why.put("Content-Range", "bytes */" + size);
            refused.setResponseHeaders(why);
            return refused;
        }
        // The WebView itself skips to the start of the range and stops at its end: the stream must be the whole file.
        headers.put("Content-Range", "bytes " + part[0] + "-" + part[1] + "/" + size);
        return new WebResourceResponse(type, MimeTypes.encodingOf(type), 206, "Partial Content", headers, content);
    }

    private static String rangeOf(WebResourceRequest request) {
        Map<String, String> headers = request.getRequestHeaders();
        if (headers == null) return null;
        String range = headers.get("Range");
        return range == null ? headers.get("range") : range;
    }

    /** First and last byte; null when the header is to be ignored (RFC 9110, 14.2), empty when nothing of it can be had. */
    static int[] parseRange(String range, int size) {
        if (!range.startsWith("bytes=") || range.indexOf(',') >= 0) return null;
        int dash = range.indexOf('-');
        if (dash < 0) return null;
        String from = range.substring(6, dash).trim();
        String to = range.substring(dash + 1).trim();
        try {
            long first;
            long last;
            if (from.length() == 0) {
                long count = Long.parseLong(to);
                if (count <= 0) return new int[0];
                first = Math.max(0, size - count);
                last = size - 1L;
            } else {
                first = Long.parseLong(from);
                last = to.length() == 0 ? size - 1L : Math.min(size - 1L, Long.parseLong(to));
                if (first < 0 || (to.length() > 0 && last < first && first < size)) return null;
            }
            if (first >= size) return new int[0];
            return new int[] {(int) first, (int) last};
        } catch (NumberFormatException malformed) {
            return null;
        }
    }

    /** A response may not carry a redirect status here, so a page does what a server would do with 301. */
    private static WebResourceResponse toDirectory(Uri url) {
        String page = "<!doctype html><meta charset=utf-8><script>location.replace(location.pathname+'/'+location.search+location.hash)</script>";
        return text(200, "OK", "text/html", page);
    }

    private static WebResourceResponse plain(int status, String reason) {
        return text(status, reason, "text/plain", reason);
    }

    private static WebResourceResponse text(int status, String reason, String type, String body) {
        try {
            InputStream stream = new ByteArrayInputStream(body.getBytes("UTF-8"));
            return new WebResourceResponse(type, "utf-8", status, reason, new HashMap<String, String>(), stream);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
