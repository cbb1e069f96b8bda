package dev.mobiledist.shell;

import android.app.DownloadManager;
import android.content.ActivityNotFoundException;
import android.content.Context;
import android.content.Intent;
import android.net.Uri;
import android.os.Build;
import android.os.Environment;
import android.util.Base64;
import android.webkit.CookieManager;
import android.webkit.DownloadListener;
import android.webkit.URLUtil;
import android.webkit.WebView;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Downloads: from the network by the system's download manager; what only the page or the package has (blob:, data:,
 * files of the app) is saved where the user says.
 */
final class Downloads implements DownloadListener {
    private final MainActivity activity;
    private final Pages pages;
    private final WebView view;
    private final AssetServer server;

    Downloads(MainActivity activity, Pages pages, WebView view, AssetServer server) {
        this.activity = activity;
        this.pages = pages;
        this.view = view;
        this.server = server;
    }

    @Override
    public void onDownloadStart(String url, String userAgent, String disposition, String type, long size) {
        Uri uri = Uri.parse(url);
        String scheme = uri.getScheme();
        String name = URLUtil.guessFileName(url, disposition, type);
        boolean unseen = view.getVisibility() != WebView.VISIBLE;
        if ("blob".equals(scheme)) BlobReader.read(activity, unseen ? pages.main() : view, url, type);
        else if ("data".equals(scheme)) saveData(url);
        else if (ShellSettings.isOwnHost(uri)) saveAsset(uri, name, type);
        else if ("https".equals(scheme)) fetch(uri, userAgent, name, type);
        else ExternalLinks.open(activity, uri);
        // A window that was opened only to download something has nothing to show.
        if (unseen) pages.close(view);
    }

    private void fetch(Uri uri, String userAgent, String name, String type) {
        try {
            DownloadManager.Request request = new DownloadManager.Request(uri);
            if (type != null && type.indexOf('/') > 0) request.setMimeType(type);
            String cookies = CookieManager.getInstance().getCookie(uri.toString());
            if (cookies != null) request.addRequestHeader("Cookie", cookies);
            if (userAgent != null) request.addRequestHeader("User-Agent", userAgent);
            request.setNotificationVisibility(DownloadManager.Request.VISIBILITY_VISIBLE_NOTIFY_COMPLETED);
            // Older versions want a permission for the shared folder; the app's own folder needs none.
            if (Build.VERSION.SDK_INT >= 29) request.setDestinationInExternalPublicDir(Environment.DIRECTORY_DOWNLOADS, name);
            else request.setDestinationInExternalFilesDir(activity, Environment.DIRECTORY_DOWNLOADS, name);
            ((DownloadManager) activity.getSystemService(Context.DOWNLOAD_SERVICE)).enqueue(request);
        } catch (RuntimeException switchedOff) {
            // The download manager can be switched off in the settings; the browser downloads then.
            ExternalLinks.open(activity, uri);
        }
    }

    private void saveAsset(Uri uri, String name, String type) {
        try {
            InputStream content = server.open(String.valueOf(uri.getPath()));
            SavedDocument.save(activity, content, name, type);
        } catch (IOException absent) {
            SavedDocument.tell(activity, absent);
        }
    }

    private void saveData(String url) {
        int comma = url.indexOf(',');
        if (comma < 0) return;
        String head = url.substring(5, comma);
        boolean base64 = head.endsWith(";base64");
        int semicolon = head.indexOf(';');
        String type = semicolon >= 0 ? head.substring(0, semicolon) : head;
        if (type.indexOf('/') < 0) type = "text/plain";
        try {
            String body = Uri.decode(url.substring(comma + 1));
            byte[] bytes = base64 ? Base64.decode(body, Base64.DEFAULT) : body.getBytes("UTF-8");
            SavedDocument.save(activity, new ByteArrayInputStream(bytes), SavedDocument.nameFor(null, type), type);
        } catch (IOException impossible) {
            SavedDocument.tell(activity, impossible);
        } catch (IllegalArgumentException malformed) {
            SavedDocument.tell(activity, malformed);
        } catch (ActivityNotFoundException nobody) {
            SavedDocument.tell(activity, nobody);
        }
    }
}
