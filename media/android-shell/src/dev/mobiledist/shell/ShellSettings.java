package dev.mobiledist.shell;

import android.app.Activity;
import android.content.pm.ApplicationInfo;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager;
import android.net.Uri;
import android.os.Bundle;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What the manifest says about this app: everything that differs between two apps is in the meta-data of the
 * activity, so that the compiled shell is the same for all of them.
 */
final class ShellSettings {
    /** A host that Google reserves for content inside an app: it never resolves to anything on the network. */
    static final String HOST = "appassets.androidplatform.net";
    private static final String PREFIX = "dev.mobiledist.shell.";

    final String startUrl;
    /** The app lives at an address; its files are not in the package. */
    final boolean remote;
    final boolean fullscreen;
    final boolean debuggable;
    /** Colour resources, so that a dark variant may exist. 0 when absent. */
    final int barColor;
    final int backgroundColor;
    private final String scope;
    private final Set<String> origins;
    private final Set<String> permissions;

    ShellSettings(Activity activity) {
        Bundle meta = null;
        String[] requested = null;
        try {
            PackageManager manager = activity.getPackageManager();
            meta = manager.getActivityInfo(activity.getComponentName(), PackageManager.GET_META_DATA).metaData;
            PackageInfo info = manager.getPackageInfo(activity.getPackageName(), PackageManager.GET_PERMISSIONS);
            requested = info.requestedPermissions;
        } catch (PackageManager.NameNotFoundException impossible) {
            // This package is installed: it is running.
        }
        if (meta == null) meta = new Bundle();
        String start = meta.getString(PREFIX + "START");
        startUrl = start == null ? "https://" + HOST + "/" : start;
        Uri uri = Uri.parse(startUrl);
        remote = !HOST.equals(uri.getHost());
        String wantedScope = meta.getString(PREFIX + "SCOPE");
        scope = wantedScope == null ? originOf(uri) + "/" : wantedScope;
        String others = meta.getString(PREFIX + "ORIGINS");
        Set<String> all = new HashSet<String>();
        if (others != null) all.addAll(Arrays.asList(others.split(" ")));
        all.add("https://" + HOST);
        origins = all;
        fullscreen = meta.getBoolean(PREFIX + "FULLSCREEN", false);
        barColor = meta.getInt(PREFIX + "BAR_COLOR", 0);
        backgroundColor = meta.getInt(PREFIX + "BACKGROUND_COLOR", 0);
        debuggable = (activity.getApplicationInfo().flags & ApplicationInfo.FLAG_DEBUGGABLE) != 0;
        permissions = requested == null ? Collections.<String>emptySet() : new HashSet<String>(Arrays.asList(requested));
    }

    /** Whether the page belongs to the app, and so opens inside it. */
    boolean isInside(Uri uri) {
        return origins.contains(originOf(uri)) || uri.toString().startsWith(scope);
    }

    /** Whether a page of this origin may ask for the camera, the microphone or the place. */
    boolean isTrusted(Uri origin) {
        String text = originOf(origin);
        return origins.contains(text) || text.equals(originOf(Uri.parse(startUrl)));
    }

    boolean declares(String permission) {
        return permissions.contains(permission);
    }

    static boolean isOwnHost(Uri uri) {
        return "https".equals(uri.getScheme()) && HOST.equals(uri.getAuthority());
    }

    static String originOf(Uri uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
