package dev.mobiledist.shell;

import android.app.Activity;
import android.content.Intent;

import java.util.HashMap;
import java.util.Map;

/** Activities that are started for a result, and who waits for it. */
final class Results {
    interface Receiver {
        /** `data` is null when the user went back. */
        void onResult(boolean ok, Intent data);
    }

    private final Activity activity;
    private final Map<Integer, Receiver> receivers = new HashMap<Integer, Receiver>();
    private int next = 100;

    Results(Activity activity) {
        this.activity = activity;
    }

    /** Throws ActivityNotFoundException or SecurityException when no one can do it. */
    void start(Intent intent, Receiver receiver) {
        int code = next++;
        activity.startActivityForResult(intent, code);
        receivers.put(code, receiver);
    }

    void onResult(int code, int result, Intent data) {
        Receiver receiver = receivers.remove(code);
        if (receiver != null) receiver.onResult(result == Activity.RESULT_OK, data);
    }
}
