package dev.mobiledist.updates;

import android.app.Activity;
import android.app.AlertDialog;
import android.app.Application;
import android.content.ActivityNotFoundException;
import android.content.DialogInterface;
import android.content.Intent;
import android.content.SharedPreferences;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager;
import android.net.Uri;
import android.os.Build;
import android.os.Bundle;
import android.os.SystemClock;
import android.view.View;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks the release server for an update when the app is opened, and shows it above the app. A package without the check contains nothing of
 * this: the manifest names this class in packages with it alone. Whatever goes wrong is silent, as the app works without an answer.
 */
public final class UpdatingApplication extends Application implements Application.ActivityLifecycleCallbacks {
    private static final int ANSWER_LIMIT = 1000000;
    private static final int TIMEOUT_MS = 10000;
    /** An app that stays open for days asks again when it is come back to. */
    private static final long ASK_AGAIN_MS = 3600000;
    /** As App Center's SDK: who does not want an update now is asked again a day later. */
    private static final long POSTPONED_MS = 86400000;
    private static final String POSTPONED_RELEASE = "release";
    private static final String POSTPONED_UNTIL = "until";
    /** Apps that are stores update what they installed. */
    private static final Set<String> STORES = new HashSet<String>(Arrays.asList(
        "com.android.vending", "com.amazon.venezia", "com.huawei.appmarket", "com.sec.android.app.samsungapps", "com.xiaomi.mipicks",
        "com.heytap.market", "com.bbk.appstore", "org.fdroid.fdroid"));

    private Settings settings;
    private Installed installed;
    /** The screen that is in front; null while none of the app's is. */
    private Activity front;
    private boolean asking;
    private boolean asked;
    private long askedAt;
    private Update found;
    private AlertDialog dialog;

    @Override
    public void onCreate() {
        super.onCreate();
        settings = Settings.read(getAssets());
        installed = installedApp();
        if (settings != null && installed != null) registerActivityLifecycleCallbacks(this);
    }

    @Override
    public void onActivityResumed(Activity activity) {
        front = activity;
        long now = SystemClock.elapsedRealtime();
        if (!asking && (!asked || now - askedAt > ASK_AGAIN_MS)) {
            asked = true;
            askedAt = now;
            ask();
        }
        show();
    }

    @Override
    public void onActivityPaused(Activity activity) {
        if (front == activity) front = null;
    }

    /** A dialog may not outlive its screen; the next one shows it again. */
    @Override
    public void onActivityDestroyed(Activity activity) {
        if (dialog == null) return;
        dialog.dismiss();
        dialog = null;
    }

    private void ask() {
        asking = true;
        final Activity activity = front;
        new Thread(new Runnable() {
            @Override
            public void run() {
                final Update update = newest();
                activity.runOnUiThread(new Runnable() {
                    @Override
                    public void run() {
                        asking = false;
                        if (update == null) return;
                        found = update;
                        show();
                    }
                });
            }
        }).start();
    }

    private Update newest() {
        try {
            HttpURLConnection connection = (HttpURLConnection) new URL(settings.address).openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            connection.setUseCaches(false);
            try {
                if (connection.getResponseCode() != 200) return null;
                InputStream stream = connection.getInputStream();
                try {
                    return Update.parse(Texts.read(stream, ANSWER_LIMIT), installed);
                } finally {
                    stream.close();
                }
            } finally {
                connection.disconnect();
            }
        } catch (IOException offline) {
            return null;
        } catch (RuntimeException refused) {
            // Android's client throws these too, such as for a permission that was taken away.
            return null;
        }
    }

    private void show() {
        if (found == null || front == null || dialog != null || (!found.mandatory && isPostponed())) return;
        final Update update = found;
        final Activity activity = front;
        String text = update.mandatory ? settings.required : settings.available;
        AlertDialog.Builder builder = new AlertDialog.Builder(activity)
            .setTitle(name() + " " + update.shortVersion)
            .setMessage(update.notes.isEmpty() ? text : text + "\n\n" + update.notes)
            .setCancelable(false)
            .setPositiveButton(settings.install, null);
        if (!update.mandatory) {
            builder.setNegativeButton(settings.later, new DialogInterface.OnClickListener() {
                @Override
                public void onClick(DialogInterface closed, int button) {
                    postpone(update);
                }
            });
        }
        dialog = builder.create();
        dialog.show();
        // Set here, it does not close the dialog: one of a mandatory update stays above the app until the app is replaced.
        dialog.getButton(DialogInterface.BUTTON_POSITIVE).setOnClickListener(new View.OnClickListener() {
            @Override
            public void onClick(View button) {
                boolean opened = open(activity, update.address);
                if (opened && !update.mandatory) close();
            }
        });
    }

    /** The page of the release, in the browser: it says what this phone will ask, and has the package. */
    private static boolean open(Activity activity, String address) {
        Intent intent = new Intent(Intent.ACTION_VIEW, Uri.parse(address));
        intent.addCategory(Intent.CATEGORY_BROWSABLE);
        intent.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK);
        try {
            activity.startActivity(intent);
            return true;
        } catch (ActivityNotFoundException noBrowser) {
            return false;
        } catch (SecurityException refused) {
            return false;
        }
    }

    private void close() {
        found = null;
        if (dialog != null) dialog.dismiss();
        dialog = null;
    }

    private boolean isPostponed() {
        SharedPreferences kept = getSharedPreferences("dev.mobiledist.updates", MODE_PRIVATE);
        long left = kept.getLong(POSTPONED_UNTIL, 0) - System.currentTimeMillis();
        // More than that is left only when the clock of the phone was changed.
        return kept.getInt(POSTPONED_RELEASE, 0) == found.release && left > 0 && left <= POSTPONED_MS;
    }

    private void postpone(Update update) {
        getSharedPreferences("dev.mobiledist.updates", MODE_PRIVATE).edit()
            .putInt(POSTPONED_RELEASE, update.release)
            .putLong(POSTPONED_UNTIL, System.currentTimeMillis() + POSTPONED_MS)
            .apply();
        close();
    }

    private String name() {
        return String.valueOf(getApplicationInfo().loadLabel(getPackageManager()));
    }

    /** Null when a store installed it. */
    private Installed installedApp() {
        PackageManager manager = getPackageManager();
        try {
            String name = getPackageName();
            String installer = manager.getInstallerPackageName(name);
            if (installer != null && STORES.contains(installer)) return null;
            PackageInfo info = manager.getPackageInfo(name, 0);
            return new Installed(name, info.versionName, info.versionCode, Build.VERSION.SDK_INT);
        } catch (PackageManager.NameNotFoundException impossible) {
            // This package is installed: it is running.
            return null;
        } catch (IllegalArgumentException impossible) {
            return null;
        }
    }

    @Override
    public void onActivityCreated(Activity activity, Bundle state) {}

    @Override
    public void onActivityStarted(Activity activity) {}

    @Override
    public void onActivityStopped(Activity activity) {}

    @Override
    public void onActivitySaveInstanceState(Activity activity, Bundle state) {}
}
