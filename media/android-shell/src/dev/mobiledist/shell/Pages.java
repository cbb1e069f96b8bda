package dev.mobiledist.shell;

import android.os.Bundle;
import android.os.Parcel;
import android.os.SystemClock;
import android.view.View;
import android.view.ViewGroup;
import android.webkit.WebBackForwardList;
import android.webkit.WebChromeClient;
import android.webkit.WebSettings;
import android.webkit.WebView;
import android.widget.FrameLayout;

import java.util.ArrayList;
import java.util.List;

/** The app's page, the windows that it opened above it, and a video that fills the screen. */
final class Pages {
    private static final String HISTORY = "dev.mobiledist.shell.history";
    private static final String ADDRESS = "dev.mobiledist.shell.address";
    /** A saved state of about a megabyte makes Android end the app. */
    private static final int HISTORY_LIMIT = 300000;
    private static final long CRASH_PAUSE_MS = 10000;

    private final MainActivity activity;
    private final FrameLayout frame;
    private final ShellSettings settings;
    private final AssetServer server;
    private final Bars bars;
    /** The app's own page first. */
    private final List<WebView> views = new ArrayList<WebView>();
    private View video;
    private WebChromeClient.CustomViewCallback videoCallback;
    private long lastCrash = -CRASH_PAUSE_MS;
    private String mainAddress;

    Pages(MainActivity activity, FrameLayout frame, ShellSettings settings, AssetServer server, Bars bars) {
        this.activity = activity;
        this.frame = frame;
        this.settings = settings;
        this.server = server;
        this.bars = bars;
    }

    void start(Bundle state, String address) {
        WebView main = add(true);
        if (state != null) {
            Bundle history = state.getBundle(HISTORY);
            WebBackForwardList restored = history == null ? null : main.restoreState(history);
            if (restored != null && restored.getSize() > 0) return;
            String last = state.getString(ADDRESS);
            if (last != null) {
                main.loadUrl(last);
                return;
            }
        }
        main.loadUrl(address == null ? settings.startUrl : address);
    }

    void open(String address) {
        while (views.size() > 1) close(views.get(views.size() - 1));
        views.get(0).loadUrl(address);
    }

    void save(Bundle out) {
        if (views.isEmpty()) return;
        WebView main = views.get(0);
        Bundle history = new Bundle();
        if (main.saveState(history) != null) {
            Parcel parcel = Parcel.obtain();
            parcel.writeBundle(history);
            int size = parcel.dataSize();
            parcel.recycle();
            if (size <= HISTORY_LIMIT) out.putBundle(HISTORY, history);
        }
        String address = main.getUrl();
        if (OfflinePage.is(address)) address = OfflinePage.wantedBy(address);
        if (address != null && address.startsWith("https://")) out.putString(ADDRESS, address);
    }

    void resume() {
        for (WebView view : views) view.onResume();
    }

    void pause() {
        for (WebView view : views) view.onPause();
    }

    void destroy() {
        hideVideo();
        while (!views.isEmpty()) remove(views.get(views.size() - 1));
    }

    /** A window that a page asks for. It stays unseen until it is known to show a page of the app. */
    WebView openWindow() {
        return add(false);
    }

    void show(WebView view) {
        if (view.getVisibility() == View.VISIBLE) return;
        view.setVisibility(View.VISIBLE);
        view.requestFocus();
        activity.updateBack();
    }

    boolean isMain(WebView view) {
        return !views.isEmpty() && views.get(0) == view;
    }

    WebView main() {
        return views.get(0);
    }

    /** Called while the WebView itself is calling, so that it may only be destroyed later. */
    void close(final WebView view) {
        if (isMain(view) || !views.remove(view)) return;
        view.setVisibility(View.GONE);
        frame.post(new Runnable() {
            @Override
            public void run() {
                frame.removeView(view);
                view.destroy();
            }
        });
        activity.updateBack();
    }

    /** Remembered because a WebView whose process ended may not be asked any more. */
    void onAddress(WebView view, String address) {
        if (isMain(view)) mainAddress = address;
    }

    private WebView add(boolean visible) {
        WebView view = new WebView(activity);
        configure(view.getSettings());
        view.setBackgroundColor(bars.background());
        view.setVisibility(visible ? View.VISIBLE : View.INVISIBLE);
        view.setWebViewClient(new PageClient(activity, this, settings, server));
        view.setWebChromeClient(new PageChrome(activity, this, settings));
        view.setDownloadListener(new Downloads(activity, this, view, server));
        views.add(view);
        frame.addView(view, fill());
        return view;
    }

    private void configure(WebSettings web) {
        web.setJavaScriptEnabled(true);
        web.setDomStorageEnabled(true);
        web.setAllowFileAccess(false);
        web.setAllowContentAccess(false);
        web.setMixedContentMode(WebSettings.MIXED_CONTENT_NEVER_ALLOW);
        web.setGeolocationEnabled(settings.declares("android.permission.ACCESS_FINE_LOCATION"));
        web.setMediaPlaybackRequiresUserGesture(false);
        web.setSupportMultipleWindows(true);
        web.setJavaScriptCanOpenWindowsAutomatically(false);
        web.setUseWideViewPort(true);
        web.setBuiltInZoomControls(true);
        web.setDisplayZoomControls(false);
    }

    private void remove(WebView view) {
        views.remove(view);
        frame.removeView(view);
        view.destroy();
    }

    private static ViewGroup.LayoutParams fill() {
        return new FrameLayout.LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.MATCH_PARENT);
    }

    boolean canGoBack() {
        return video != null || views.size() > 1 || (!views.isEmpty() && backSteps(views.get(0)) != 0);
    }

    boolean back() {
        if (video != null) {
            hideVideo();
            return true;
        }
        if (views.isEmpty()) return false;
        WebView top = views.get(views.size() - 1);
        int steps = backSteps(top);
        if (steps != 0) {
            top.goBackOrForward(steps);
            return true;
        }
        if (views.size() == 1) return false;
        close(top);
        return true;
    }

    /** How far back the last page lies that is worth showing, as a negative number; 0 when there is none. */
    private static int backSteps(WebView view) {
        WebBackForwardList list = view.copyBackForwardList();
        int current = list.getCurrentIndex();
        if (current <= 0) return 0;
        String url = list.getItemAtIndex(current).getUrl();
        // Behind an offline page stands the address that failed: going there would only fail again.
        String failed = OfflinePage.is(url) ? OfflinePage.wantedBy(url) : null;
        int index = current - 1;
        while (index >= 0) {
            String candidate = list.getItemAtIndex(index).getUrl();
            if (!OfflinePage.is(candidate) && !(failed != null && failed.equals(candidate))) return index - current;
            index--;
        }
        return 0;
    }

    void showVideo(View view, WebChromeClient.CustomViewCallback callback) {
        if (video != null) {
            callback.onCustomViewHidden();
            return;
        }
        video = view;
        videoCallback = callback;
        frame.addView(view, fill());
        bars.hideForVideo(true);
        activity.updateBack();
    }

    void hideVideo() {
        if (video == null) return;
        frame.removeView(video);
        WebChromeClient.CustomViewCallback callback = videoCallback;
        video = null;
        videoCallback = null;
        bars.hideForVideo(false);
        callback.onCustomViewHidden();
        activity.updateBack();
    }

    /** The process that draws the page ended. Its WebView is of no use any more; a new one opens the same address, once. */
    void onRendererGone(WebView view) {
        if (!views.contains(view)) return;
        if (!isMain(view)) {
            close(view);
            return;
        }
        String address = mainAddress;
        destroy();
        long now = SystemClock.elapsedRealtime();
        boolean again = now - lastCrash < CRASH_PAUSE_MS;
        lastCrash = now;
        if (again) {
            activity.finish();
            return;
        }
        add(true).loadUrl(address == null ? settings.startUrl : address);
    }
}
