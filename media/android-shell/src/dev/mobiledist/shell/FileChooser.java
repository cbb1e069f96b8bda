package dev.mobiledist.shell;

import android.content.ActivityNotFoundException;
import android.content.ClipData;
import android.content.Intent;
import android.net.Uri;
import android.os.Parcelable;
import android.webkit.ValueCallback;
import android.webkit.WebChromeClient;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** `<input type=file>`: the system's file picker, with the camera beside it when the page accepts pictures or films. */
final class FileChooser {
    private static final String CAMERA = "android.permission.CAMERA";

    private final MainActivity activity;
    private ValueCallback<Uri[]> waiting;

    FileChooser(MainActivity activity) {
        this.activity = activity;
    }

    void show(ValueCallback<Uri[]> callback, WebChromeClient.FileChooserParams params) {
        answer(null);
        waiting = callback;
        final Set<String> types = mimeTypes(params.getAcceptTypes());
        final boolean several = params.getMode() == WebChromeClient.FileChooserParams.MODE_OPEN_MULTIPLE;
        final boolean capture = params.isCaptureEnabled();
        final CharSequence title = params.getTitle();
        if (!capture) {
            start(types, several, false, title);
            return;
        }
        activity.permissions().ask(Collections.singletonList(CAMERA), new Runnable() {
            @Override
            public void run() {
                start(types, several, true, title);
            }
        });
    }

    private void start(Set<String> types, boolean several, boolean capture, CharSequence title) {
        // An app that declares the camera and was refused it may not open the camera app either.
        boolean camera = !activity.permissions().isDeclared(CAMERA) || activity.permissions().isGranted(CAMERA);
        Uri photo = camera && accepts(types, "image/") ? CaptureProvider.newUri(activity, "jpg") : null;
        Uri film = camera && accepts(types, "video/") ? CaptureProvider.newUri(activity, "mp4") : null;
        Intent photoIntent = photo == null ? null : captureIntent("android.media.action.IMAGE_CAPTURE", photo);
        Intent filmIntent = film == null ? null : captureIntent("android.media.action.VIDEO_CAPTURE", film);
        if (capture) {
            Intent direct = photoIntent != null ? photoIntent : filmIntent;
            if (direct == null && accepts(types, "audio/")) direct = new Intent("android.provider.MediaStore.RECORD_SOUND");
            if (direct != null && launch(direct, photo, film)) return;
        }
        Intent pick = new Intent(Intent.ACTION_GET_CONTENT);
        pick.addCategory(Intent.CATEGORY_OPENABLE);
        pick.setType(types.size() == 1 ? types.iterator().next() : "*/*");
        if (types.size() > 1) pick.putExtra(Intent.EXTRA_MIME_TYPES, types.toArray(new String[0]));
        if (several) pick.putExtra(Intent.EXTRA_ALLOW_MULTIPLE, true);
        Intent chooser = Intent.createChooser(pick, title);
        if (photoIntent != null && filmIntent != null) {
            chooser.putExtra(Intent.EXTRA_INITIAL_INTENTS, new Parcelable[] {photoIntent, filmIntent});
        } else if (photoIntent != null || filmIntent != null) {
            chooser.putExtra(Intent.EXTRA_INITIAL_INTENTS, new Parcelable[] {photoIntent != null ? photoIntent : filmIntent});
        }
        if (!launch(chooser, photo, film)) answer(null);
    }

    private boolean launch(Intent intent, final Uri photo, final Uri film) {
        try {
            activity.results().start(intent, new Results.Receiver() {
                @Override
                public void onResult(boolean ok, Intent data) {
                    answer(ok ? chosen(data, photo, film) : null);
                }
            });
            return true;
        } catch (ActivityNotFoundException nobody) {
            return false;
        } catch (SecurityException refused) {
            return false;
        }
    }

    private Uri[] chosen(Intent data, Uri photo, Uri film) {
        ClipData clip = data == null ? null : data.getClipData();
        if (clip != null && clip.getItemCount() > (data.getData() == null ? 0 : 1)) {
            Uri[] all = new Uri[clip.getItemCount()];
            for (int i = 0; i < all.length; i++) all[i] = clip.getItemAt(i).getUri();
            return all;
        }
        if (data != null && data.getData() != null) return new Uri[] {data.getData()};
        if (CaptureProvider.hasContent(activity, photo)) return new Uri[] {photo};
        if (CaptureProvider.hasContent(activity, film)) return new Uri[] {film};
        return null;
    }

    private void answer(Uri[] files) {
        ValueCallback<Uri[]> callback = waiting;
        waiting = null;
        if (callback != null) callback.onReceiveValue(files);
    }

    private Intent captureIntent(String action, Uri target) {
        Intent intent = new Intent(action);
        intent.putExtra("output", target);
        intent.setClipData(ClipData.newRawUri("", target));
        intent.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION | Intent.FLAG_GRANT_WRITE_URI_PERMISSION);
        return intent;
    }

    private static boolean accepts(Set<String> types, String prefix) {
        for (String type : types) if (type.startsWith(prefix)) return true;
        return false;
    }

    /** `accept` holds types and extensions, and one of them may be a list with commas. */
    private static Set<String> mimeTypes(String[] accepted) {
        Set<String> types = new LinkedHashSet<String>();
        if (accepted == null) return types;
        for (String group : accepted) {
            for (String part : group.split(",")) {
                String text = part.trim().toLowerCase(Locale.ROOT);
                if (text.startsWith(".")) types.add(MimeTypes.ofExtension(text.substring(1)));
                else if (text.indexOf('/') > 0) types.add(text);
            }
        }
        if (types.contains("*/*")) types.clear();
        return types;
    }
}
