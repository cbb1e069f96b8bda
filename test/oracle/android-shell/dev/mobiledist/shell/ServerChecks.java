package dev.mobiledist.shell;

import android.content.res.AssetManager;
import android.net.Uri;
import android.webkit.WebResourceRequest;
import android.webkit.WebResourceResponse;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Asks the shell's server for what a page might ask, and prints the answers, one a line. */
public final class ServerChecks {
    private static AssetServer server;

    public static void main(String[] arguments) throws IOException {
        // Whatever the locale of the machine is.
        System.setOut(new PrintStream(System.out, true, "UTF-8"));
        AssetManager assets = new AssetManager();
        for (String name : new String[] {"www/index.html", "www/app/index.html", "www/app/main.mjs", "www/film.mp4", "www/größe x.txt", "shell/offline.html"})
            assets.files.put(name, name.getBytes("UTF-8"));
        server = new AssetServer(assets);
        ask("GET", "https://example.com/", true, null);
        ask("GET", "http://appassets.androidplatform.net/", true, null);
        ask("GET", "https://appassets.androidplatform.net:8443/", true, null);
        own("/", true);
        own("/index.html?a=b#c", true);
        own("/app/", true);
        own("/app", true);
        own("/app/main.mjs", false);
        own("/gr%C3%B6%C3%9Fe%20x.txt", false);
        own("/some/route", true);
        own("/some/route", false);
        own("/some/picture.png", true);
        own("/app/../film.mp4", false);
        own("/%2e%2e/classes.dex", false);
        own("/.shell/offline.html", true);
        own("/a%00b", false);
        ask("POST", "https://appassets.androidplatform.net/", false, null);
        for (String range : new String[] {"bytes=0-", "bytes=3-5", "bytes=-4", "bytes=90-", "bytes=0-1,4-5", "bytes=5-2", "pages=1-2"})
            ask("GET", "https://appassets.androidplatform.net/film.mp4", false, range);
        String offline = OfflinePage.urlFor(Uri.parse("https://example.com/a?b=c#d"));
        System.out.println(offline + " " + OfflinePage.is(offline) + " " + OfflinePage.wantedBy(offline));
    }

    private static void own(String path, boolean main) throws IOException {
        ask("GET", "https://appassets.androidplatform.net" + path, main, null);
    }

    private static void ask(final String method, final String url, final boolean main, final String range) throws IOException {
        WebResourceResponse answer = server.answer(new WebResourceRequest() {
            public Uri getUrl() {
                return Uri.parse(url);
            }

            public String getMethod() {
                return method;
            }

            public Map<String, String> getRequestHeaders() {
                return range == null ? Collections.<String, String>emptyMap() : Collections.singletonMap("Range", range);
            }

            public boolean isForMainFrame() {
                return main;
            }

            public boolean hasGesture() {
                return false;
            }
        });
        String asked = method + " " + url.replace("https://appassets.androidplatform.net/", "/") + (main ? " page" : "") + (range == null ? "" : " " + range);
        if (answer == null) {
            System.out.println(asked + " -> network");
            return;
        }
        String body = new String(answer.data.readAllBytes(), "UTF-8");
        Map<String, String> headers = new TreeMap<>(answer.headers);
        headers.remove("Cache-Control");
        headers.remove("Accept-Ranges");
        String shown = body.startsWith("<!doctype") ? "(to the folder)" : body;
        System.out.println(asked + " -> " + answer.status + " " + answer.type + " " + answer.encoding + " " + shown + (headers.isEmpty() ? "" : " " + headers));
    }
}
