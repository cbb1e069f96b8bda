package dev.mobiledist.shell;

import android.graphics.Insets;
import android.view.View;
import android.view.Window;
import android.view.WindowInsets;
import android.view.WindowInsetsController;

/** Insets and bars since Android 11. A class of its own, so that older versions never load what they do not have. */
final class Edges implements View.OnApplyWindowInsetsListener {
    private Edges() {}

    /** Lets the window reach under the bars, and keeps the content clear of bars, cutouts and the keyboard. */
    static void keepClear(Window window, View frame) {
        window.setDecorFitsSystemWindows(false);
        // The frame's colour and the symbols on it are chosen to be legible; a veil over it is not needed.
        window.setNavigationBarContrastEnforced(false);
        frame.setOnApplyWindowInsetsListener(new Edges());
    }

    @Override
    public WindowInsets onApplyWindowInsets(View view, WindowInsets insets) {
        Insets edges = insets.getInsets(
            WindowInsets.Type.systemBars() | WindowInsets.Type.displayCutout() | WindowInsets.Type.ime());
        view.setPadding(edges.left, edges.top, edges.right, edges.bottom);
        return WindowInsets.CONSUMED;
    }

    static void darkSymbols(Window window, boolean dark) {
        WindowInsetsController controller = window.getInsetsController();
        if (controller == null) return;
        int both = WindowInsetsController.APPEARANCE_LIGHT_STATUS_BARS | WindowInsetsController.APPEARANCE_LIGHT_NAVIGATION_BARS;
        controller.setSystemBarsAppearance(dark ? both : 0, both);
    }

    static void hideBars(Window window, boolean hide) {
        WindowInsetsController controller = window.getInsetsController();
        if (controller == null) return;
        if (hide) {
            controller.setSystemBarsBehavior(WindowInsetsController.BEHAVIOR_SHOW_TRANSIENT_BARS_BY_SWIPE);
            controller.hide(WindowInsets.Type.systemBars());
        } else {
            controller.show(WindowInsets.Type.systemBars());
        }
    }
}
