package dev.mobiledist.shell;

import android.app.Activity;
import android.content.Intent;
import android.content.res.Configuration;
import android.net.Uri;
import android.os.Build;
import android.os.Bundle;
import android.webkit.CookieManager;
import android.webkit.WebView;
import android.widget.FrameLayout;
import android.widget.TextView;

/** The one screen of the app: a WebView on the files of the package, or on the address that the manifest names. */
public final class MainActivity extends Activity {
    private ShellSettings settings;
    private Permissions permissions;
    private Results results;
    private Bars bars;
    /** Null when this phone has no working WebView. */
    private Pages pages;
    private Object backCallback;

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        settings = new ShellSettings(this);
        permissions = new Permissions(this, settings);
        results = new Results(this);
        FrameLayout frame = new FrameLayout(this);
        setContentView(frame);
        bars = new Bars(this, frame, settings);
        bars.start();
        try {
            if (settings.debuggable) WebView.setWebContentsDebuggingEnabled(true);
            AssetServer server = new AssetServer(getApplicationContext().getAssets());
            WorkerClient.install(server);
            pages = new Pages(this, frame, settings, server, bars);
            pages.start(state, addressIn(getIntent()));
        } catch (RuntimeException noWebView) {
            // The WebView is an app of its own: it can be switched off, or just be replaced by a newer one.
            pages = null;
            TextView message = new TextView(this);
            message.setText(String.valueOf(noWebView.getMessage()));
            frame.addView(message);
        }
    }

    ShellSettings settings() {
        return settings;
    }

    Permissions permissions() {
        return permissions;
    }

    Results results() {
        return results;
    }

    /** The address that a shortcut opens; null when the intent names none that belongs to the app. */
    private String addressIn(Intent intent) {
        Uri data = intent == null ? null : intent.getData();
        return data != null && settings.isInside(data) ? data.toString() : null;
    }

    @Override
    protected void onNewIntent(Intent intent) {
        super.onNewIntent(intent);
        String address = addressIn(intent);
        if (pages != null && address != null) pages.open(address);
    }

    @Override
    protected void onSaveInstanceState(Bundle out) {
        super.onSaveInstanceState(out);
        if (pages != null) pages.save(out);
    }

    @Override
    protected void onResume() {
        super.onResume();
        if (pages != null) pages.resume();
    }

    @Override
    protected void onPause() {
        if (pages != null) {
            pages.pause();
            CookieManager.getInstance().flush();
        }
        super.onPause();
    }

    @Override
    protected void onDestroy() {
        if (pages != null) pages.destroy();
        super.onDestroy();
    }

    @Override
    public void onConfigurationChanged(Configuration configuration) {
        super.onConfigurationChanged(configuration);
        bars.onConfigurationChanged();
    }

    @Override
    public void onWindowFocusChanged(boolean focused) {
        super.onWindowFocusChanged(focused);
        if (focused) bars.applyVisibility();
    }

    @Override
    protected void onActivityResult(int code, int result, Intent data) {
        super.onActivityResult(code, result, data);
        results.onResult(code, result, data);
    }

    @Override
    public void onRequestPermissionsResult(int request, String[] names, int[] granted) {
        super.onRequestPermissionsResult(request, names, granted);
        permissions.onResult(request);
    }

    /** Android 12 and older; newer ones call what `updateBack` registers. */
    @Override
    public void onBackPressed() {
        if (!goBack()) super.onBackPressed();
    }

    boolean goBack() {
        return pages != null && pages.back();
    }

    /** The system shows where a back gesture leads, so it must know whether the app or the system will handle the next one. */
    void updateBack() {
        if (Build.VERSION.SDK_INT < 33) return;
        boolean handled = pages != null && pages.canGoBack();
        if (handled && backCallback == null) backCallback = BackGesture.register(this);
        if (!handled && backCallback != null) {
            BackGesture.unregister(this, backCallback);
            backCallback = null;
        }
    }
}
