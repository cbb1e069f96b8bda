package dev.mobiledist.shell;

import android.app.Activity;
import android.graphics.Color;
import android.os.Build;
import android.view.View;
import android.view.Window;
import android.widget.FrameLayout;

/**
 * The system's bars: their colour, light or dark symbols on it, and hiding them. Since Android 15 an app reaches under
 * the bars whether it wants to or not; the frame then keeps its content clear of them, and its colour shows behind.
 */
final class Bars {
    private final Activity activity;
    private final FrameLayout frame;
    private final ShellSettings settings;
    private boolean hiddenForVideo;

    Bars(Activity activity, FrameLayout frame, ShellSettings settings) {
        this.activity = activity;
        this.frame = frame;
        this.settings = settings;
    }

    void start() {
        if (Build.VERSION.SDK_INT >= 30) Edges.keepClear(activity.getWindow(), frame);
        applyColours();
        applyVisibility();
    }

    void hideForVideo(boolean hide) {
        hiddenForVideo = hide;
        applyVisibility();
    }

    int background() {
        return settings.backgroundColor == 0 ? Color.WHITE : activity.getColor(settings.backgroundColor);
    }

    /** The theme is made again for light or dark, and with it what pages see as the preferred colour scheme. */
    void onConfigurationChanged() {
        int theme = activity.getApplicationInfo().theme;
        if (theme != 0) activity.getTheme().applyStyle(theme, true);
        applyColours();
    }

    void applyColours() {
        int color = settings.barColor == 0 ? Color.WHITE : activity.getColor(settings.barColor);
        frame.setBackgroundColor(color);
        Window window = activity.getWindow();
        boolean light = isLight(color);
        window.setStatusBarColor(color);
        // Android 7 draws white symbols into the lower bar, whatever its colour.
        window.setNavigationBarColor(light && Build.VERSION.SDK_INT < 26 ? Color.BLACK : color);
        if (Build.VERSION.SDK_INT >= 30) Edges.darkSymbols(window, light);
        else applyFlags();
    }

    void applyVisibility() {
        if (Build.VERSION.SDK_INT >= 30) Edges.hideBars(activity.getWindow(), isHidden());
        else applyFlags();
    }

    private boolean isHidden() {
        return settings.fullscreen || hiddenForVideo;
    }

    private void applyFlags() {
        int flags = 0;
        int color = settings.barColor == 0 ? Color.WHITE : activity.getColor(settings.barColor);
        if (isLight(color)) {
            flags |= View.SYSTEM_UI_FLAG_LIGHT_STATUS_BAR;
            if (Build.VERSION.SDK_INT >= 26) flags |= View.SYSTEM_UI_FLAG_LIGHT_NAVIGATION_BAR;
        }
        if (isHidden()) {
            flags |= View.SYSTEM_UI_FLAG_FULLSCREEN | View.SYSTEM_UI_FLAG_HIDE_NAVIGATION | View.SYSTEM_UI_FLAG_IMMERSIVE_STICKY
                | View.SYSTEM_UI_FLAG_LAYOUT_STABLE | View.SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN | View.SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION;
        }
        activity.getWindow().getDecorView().setSystemUiVisibility(flags);
    }

    private static boolean isLight(int color) {
        int luma = 299 * Color.red(color) + 587 * Color.green(color) + 114 * Color.blue(color);
        return luma > 150000;
    }
}
