package dev.mobiledist.shell;

import android.app.Activity;
import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.net.Uri;

import java.net.URISyntaxException;

/** Opens what does not belong to the app in the app that it does belong to: browser, mail, telephone, maps. */
final class ExternalLinks {
    private ExternalLinks() {}

    /** Schemes that a WebView shows itself. */
    static boolean isOfWebView(String scheme) {
        return "about".equals(scheme) || "data".equals(scheme) || "blob".equals(scheme) || "javascript".equals(scheme);
    }

    static void open(Activity activity, Uri uri) {
        String scheme = uri.getScheme();
        // Files and content of this phone are no link that a page may follow.
        if (scheme == null || "file".equals(scheme) || "content".equals(scheme)) return;
        if ("intent".equals(scheme)) {
            openIntent(activity, uri.toString());
            return;
        }
        start(activity, new Intent(Intent.ACTION_VIEW, uri));
    }

    private static void openIntent(Activity activity, String text) {
        Intent intent;
        try {
            intent = Intent.parseUri(text, Intent.URI_INTENT_SCHEME);
        } catch (URISyntaxException malformed) {
            return;
        }
        // A page may name an action and data, never a component of this or another app, nor hand over permissions.
        intent.setComponent(null);
        intent.setSelector(null);
        intent.setFlags(0);
        Uri data = intent.getData();
        String dataScheme = data == null ? null : data.getScheme();
        boolean allowed = !"file".equals(dataScheme) && !"content".equals(dataScheme);
        if (allowed && start(activity, intent)) return;
        String fallback = intent.getStringExtra("browser_fallback_url");
        if (fallback != null && fallback.startsWith("https://")) start(activity, new Intent(Intent.ACTION_VIEW, Uri.parse(fallback)));
    }

    private static boolean start(Activity activity, Intent intent) {
        intent.addCategory(Intent.CATEGORY_BROWSABLE);
        intent.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK);
        try {
            activity.startActivity(intent);
            return true;
        } catch (ActivityNotFoundException nobody) {
            return false;
        } catch (SecurityException refused) {
            return false;
        }
    }
}
