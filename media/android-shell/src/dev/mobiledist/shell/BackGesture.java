package dev.mobiledist.shell;

import android.window.OnBackInvokedCallback;
import android.window.OnBackInvokedDispatcher;

/** Back since Android 13. A class of its own, so that older versions never load what they do not have. */
final class BackGesture implements OnBackInvokedCallback {
    private final MainActivity activity;

    private BackGesture(MainActivity activity) {
        this.activity = activity;
    }

    static Object register(MainActivity activity) {
        BackGesture callback = new BackGesture(activity);
        activity.getOnBackInvokedDispatcher().registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT, callback);
        return callback;
    }

    static void unregister(MainActivity activity, Object callback) {
        activity.getOnBackInvokedDispatcher().unregisterOnBackInvokedCallback((OnBackInvokedCallback) callback);
    }

    @Override
    public void onBackInvoked() {
        if (!activity.goBack()) activity.finish();
    }
}
