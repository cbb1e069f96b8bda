package dev.mobiledist.updates;

import android.app.Activity;
import android.app.AlertDialog;
import android.app.Application;
import android.content.Intent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.URLStreamHandlerFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Opens the app with many answers of a server, touches what is shown, and prints what a person would see. */
public final class UpdateChecks {
    private static final String NEWER =
        "{\"id\":7,\"version\":\"13\",\"short_version\":\"1.5.0\",\"android_min_api_level\":\"24\",\"bundle_identifier\":\"com.example.hello\","
            + "\"install_url\":\"https://example.com/i/x\",\"download_url\":\"https://example.com/d/x\",\"package_hashes\":[\"ab\"],"
            + "\"release_notes\":\"# New\\nfaster\",\"mandatory_update\":false}";
    private static int status;
    private static String answer;
    private static String asked = "";

    public static void main(String[] arguments) throws Exception {
        System.setOut(new PrintStream(System.out, true, "UTF-8"));
        Locale.setDefault(Locale.US);
        answerRequests();
        put("{\"address\":\"https://example.com/latest\",\"texts\":{\"en\":[\"New.\",\"Needed.\",\"Install\",\"Later\"],"
            + "\"de\":[\"Neu.\",\"Nötig.\",\"Installieren\",\"Später\"]}}");

        say("an update that can wait");
        Screen screen = open(NEWER);
        AlertDialog.shown.touchLater();
        say("is not shown again at once");
        open(NEWER);
        say("but another release is");
        open(NEWER.replace("\"id\":7", "\"id\":8"));
        say("and leads to its page");
        AlertDialog.shown.touchInstall();

        say("a mandatory one, although it was postponed");
        String mandatory = NEWER.replace("\"mandatory_update\":false", "\"mandatory_update\":true");
        screen = open(mandatory);
        AlertDialog.shown.touchInstall();
        System.out.println("  still shown: " + (AlertDialog.shown != null));
        say("is shown above the next screen, too");
        screen.app.onActivityPaused(screen);
        screen.app.onActivityDestroyed(screen);
        screen.app.onActivityResumed(screen);
        AlertDialog.shown.dismiss();

        Locale.setDefault(Locale.GERMANY);
        say("in the language of the phone");
        open(mandatory);
        AlertDialog.shown.dismiss();
        Locale.setDefault(Locale.JAPAN);
        say("or in English");
        open(mandatory);
        AlertDialog.shown.dismiss();

        say("another build with the same version code");
        open(mandatory.replace("\"13\"", "\"12\""));
        AlertDialog.shown.dismiss();
        say("the same build, an older one, one for a newer Android, one of another app, one on http");
        String own = new Installed("com.example.hello", "1.4.0", 12, 34).hash();
        System.out.println("  " + own);
        open(mandatory.replace("\"13\"", "\"12\"").replace("\"ab\"", "\"" + own + "\""));
        open(mandatory.replace("\"13\"", "\"11\""));
        open(mandatory.replace("\"24\"", "\"35\""));
        open(mandatory.replace("com.example.hello", "com.example.other"));
        open(mandatory.replace("https:", "http:"));
        say("App Center's own answer, without an identifier, page and minimum");
        open(mandatory.replace("\"bundle_identifier\":\"com.example.hello\",", "").replace("\"24\"", "null").replace("https://example.com/i/x", ""));
        AlertDialog.shown.touchInstall();
        AlertDialog.shown.dismiss();
        say("no network, a refusal, and what is no answer");
        open(null);
        status = 404;
        open(mandatory);
        status = 200;
        for (String text : Arrays.asList("", "[]", "{", "{}", "null", "<html>", mandatory.replace("\"13\"", "\"x\""), mandatory.replace("7", "\"x\"")))
            open(text);
        char[] spaces = new char[1000001];
        Arrays.fill(spaces, ' ');
        open(mandatory + new String(spaces));
        say("from a store, with a damaged file, and without one");
        Application.installer = "com.android.vending";
        open(mandatory);
        Application.installer = "com.android.chrome";
        for (String file : Arrays.asList("{", "{}", "{\"address\":\"http://example.com/\",\"texts\":{\"en\":[\"a\",\"b\",\"c\",\"d\"]}}",
            "{\"address\":\"https://example.com/\",\"texts\":{\"en\":[\"a\"]}}")) {
            put(file);
            open(mandatory);
        }
        Application.assets.files.clear();
        open(mandatory);
        System.out.println("  " + asked);
    }

    private static final class Screen extends Activity {
        final UpdatingApplication app = new UpdatingApplication();

        @Override
        public void startActivity(Intent intent) {
            System.out.println("  opens " + intent.getData());
        }
    }

    /** As Android does: the app begins, and its screen comes to the front. */
    private static Screen open(String text) throws Exception {
        answer = text;
        Screen screen = new Screen();
        screen.app.onCreate();
        if (screen.app.callbacks == null) {
            System.out.println("  asks nothing");
            return screen;
        }
        screen.app.onActivityResumed(screen);
        Runnable task = Activity.posted.poll(20, TimeUnit.SECONDS);
        boolean before = AlertDialog.shown != null;
        task.run();
        if (!before && AlertDialog.shown == null) System.out.println("  nothing");
        return screen;
    }

    private static void say(String text) {
        System.out.println(text);
    }

    private static void put(String text) throws IOException {
        Application.assets.files.put("shell/updates.json", text.getBytes("UTF-8"));
    }

    private static void answerRequests() {
        status = 200;
        URL.setURLStreamHandlerFactory(new URLStreamHandlerFactory() {
            @Override
            public URLStreamHandler createURLStreamHandler(String protocol) {
                return protocol.equals("https") ? new Handler() : null;
            }
        });
    }

    private static final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) {
            asked = url.toString();
            return new HttpURLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public void disconnect() {}

                @Override
                public boolean usingProxy() {
                    return false;
                }

                @Override
                public int getResponseCode() throws IOException {
                    if (answer == null) throw new IOException("offline");
                    return UpdateChecks.status;
                }

                @Override
                public InputStream getInputStream() throws IOException {
                    return new ByteArrayInputStream(answer.getBytes("UTF-8"));
                }
            };
        }
    }
}
