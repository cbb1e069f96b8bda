package dev.mobiledist.shell;

import android.content.ActivityNotFoundException;
import android.content.Intent;
import android.net.Uri;
import android.webkit.MimeTypeMap;
import android.widget.Toast;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Saves a stream into a document whose place and name the user chooses. */
final class SavedDocument {
    private SavedDocument() {}

    static String nameFor(String name, String type) {
        if (name != null && name.length() > 0) return name.replaceAll("[\\\\/:*?\"<>|\\x00-\\x1f]", "_");
        String extension = MimeTypeMap.getSingleton().getExtensionFromMimeType(type);
        return extension == null ? "download" : "download." + extension;
    }

    static void save(final MainActivity activity, final InputStream content, String name, String type) {
        Intent intent = new Intent(Intent.ACTION_CREATE_DOCUMENT);
        intent.addCategory(Intent.CATEGORY_OPENABLE);
        intent.setType(type == null || type.indexOf('/') < 0 ? "application/octet-stream" : type);
        intent.putExtra(Intent.EXTRA_TITLE, name);
        try {
            activity.results().start(intent, new Results.Receiver() {
                @Override
                public void onResult(boolean ok, Intent data) {
                    Uri target = ok && data != null ? data.getData() : null;
                    if (target == null) closeQuietly(content);
                    else copyAside(activity, content, target);
                }
            });
        } catch (ActivityNotFoundException nobody) {
            closeQuietly(content);
            tell(activity, nobody);
        }
    }

    static void tell(MainActivity activity, Exception problem) {
        Toast.makeText(activity, String.valueOf(problem.getLocalizedMessage()), Toast.LENGTH_LONG).show();
    }

    private static void copyAside(final MainActivity activity, final InputStream content, final Uri target) {
        new Thread("shell-save") {
            @Override
            public void run() {
                try {
                    copy(content, activity.getContentResolver().openOutputStream(target));
                } catch (final Exception problem) {
                    activity.runOnUiThread(new Runnable() {
                        @Override
                        public void run() {
                            tell(activity, problem);
                        }
                    });
                }
            }
        }.start();
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        if (to == null) throw new IOException("The document cannot be written");
        try {
            byte[] buffer = new byte[65536];
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) to.write(buffer, 0, count);
        } finally {
            closeQuietly(from);
            to.close();
        }
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException ignored) {
            // Nothing was written through it.
        }
    }
}
