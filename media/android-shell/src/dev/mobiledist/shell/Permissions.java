package dev.mobiledist.shell;

import android.app.Activity;
import android.content.pm.PackageManager;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the user for what the manifest declares. Android answers one question at a time, so the others wait.
 */
final class Permissions {
    private static final int REQUEST = 1;

    private static final class Question {
        final String[] names;
        final Runnable after;

        Question(String[] names, Runnable after) {
            this.names = names;
            this.after = after;
        }
    }

    private final Activity activity;
    private final ShellSettings settings;
    private final ArrayDeque<Question> waiting = new ArrayDeque<Question>();

    Permissions(Activity activity, ShellSettings settings) {
        this.activity = activity;
        this.settings = settings;
    }

    boolean isDeclared(String name) {
        return settings.declares(name);
    }

    boolean isGranted(String name) {
        return isDeclared(name) && activity.checkSelfPermission(name) == PackageManager.PERMISSION_GRANTED;
    }

    /** Runs `after` once the user has decided; what was decided is then asked with `isGranted`. */
    void ask(List<String> names, Runnable after) {
        List<String> open = new ArrayList<String>();
        for (String name : names) if (isDeclared(name) && !isGranted(name)) open.add(name);
        if (open.isEmpty()) {
            after.run();
            return;
        }
        waiting.add(new Question(open.toArray(new String[0]), after));
        if (waiting.size() == 1) askFirst();
    }

    private void askFirst() {
        activity.requestPermissions(waiting.peek().names, REQUEST);
    }

    void onResult(int request) {
        if (request != REQUEST) return;
        Question answered = waiting.poll();
        boolean others = !waiting.isEmpty();
        if (answered != null) answered.after.run();
        // What the answer itself made someone ask has been asked already when no one else was waiting.
        if (others) askFirst();
    }
}
