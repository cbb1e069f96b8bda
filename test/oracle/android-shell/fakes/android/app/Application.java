package android.app;

import android.content.SharedPreferences;
import android.content.pm.ApplicationInfo;
import android.content.pm.PackageInfo;
import android.content.pm.PackageManager;
import android.content.res.AssetManager;

import java.util.HashMap;
import java.util.Map;

/** An app called Hello, version 1.4.0 with the version code 12, which keeps what it is told to. */
public class Application extends android.content.ContextWrapper {
    public static final AssetManager assets = new AssetManager();
    public static final Map<String, Object> kept = new HashMap<>();
    public static String installer;
    public ActivityLifecycleCallbacks callbacks;

    public Application() {
        super(null);
    }

    public void onCreate() {}

    public void registerActivityLifecycleCallbacks(ActivityLifecycleCallbacks registered) {
        callbacks = registered;
    }

    @Override
    public AssetManager getAssets() {
        return assets;
    }

    @Override
    public String getPackageName() {
        return "com.example.hello";
    }

    @Override
    public ApplicationInfo getApplicationInfo() {
        return new ApplicationInfo() {
            @Override
            public CharSequence loadLabel(PackageManager manager) {
                return "Hello";
            }
        };
    }

    @Override
    public PackageManager getPackageManager() {
        return new PackageManager() {
            @Override
            public android.content.pm.ActivityInfo getActivityInfo(android.content.ComponentName component, int flags) {
                return null;
            }

            @Override
            public PackageInfo getPackageInfo(String name, int flags) {
                PackageInfo info = new PackageInfo();
                info.versionName = "1.4.0";
                info.versionCode = 12;
                return info;
            }

            @Override
            public String getInstallerPackageName(String name) {
                return installer;
            }
        };
    }

    @Override
    public SharedPreferences getSharedPreferences(String name, int mode) {
        return new SharedPreferences() {
            @Override
            public int getInt(String key, int fallback) {
                return kept.containsKey(key) ? (Integer) kept.get(key) : fallback;
            }

            @Override
            public long getLong(String key, long fallback) {
                return kept.containsKey(key) ? (Long) kept.get(key) : fallback;
            }

            @Override
            public Editor edit() {
                return new Editor() {
                    @Override
                    public Editor putInt(String key, int value) {
                        kept.put(key, value);
                        return this;
                    }

                    @Override
                    public Editor putLong(String key, long value) {
                        kept.put(key, value);
                        return this;
                    }

                    @Override
                    public void apply() {}
                };
            }
        };
    }

    public interface ActivityLifecycleCallbacks {
        void onActivityCreated(Activity activity, android.os.Bundle state);
        void onActivityStarted(Activity activity);
        void onActivityResumed(Activity activity);
        void onActivityPaused(Activity activity);
        void onActivityStopped(Activity activity);
        void onActivitySaveInstanceState(Activity activity, android.os.Bundle state);
        void onActivityDestroyed(Activity activity);
    }
}
