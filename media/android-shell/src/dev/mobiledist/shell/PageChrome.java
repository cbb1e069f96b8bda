package dev.mobiledist.shell;

import android.net.Uri;
import android.os.Message;
import android.view.View;
import android.webkit.GeolocationPermissions;
import android.webkit.PermissionRequest;
import android.webkit.ValueCallback;
import android.webkit.WebChromeClient;
import android.webkit.WebView;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a page asks of the browser around it: windows, files, the camera, the microphone, the place, the whole screen. */
final class PageChrome extends WebChromeClient {
    private static final String CAMERA = "android.permission.CAMERA";
    private static final String MICROPHONE = "android.permission.RECORD_AUDIO";
    private static final String FINE = "android.permission.ACCESS_FINE_LOCATION";
    private static final String COARSE = "android.permission.ACCESS_COARSE_LOCATION";

    private final MainActivity activity;
    private final Pages pages;
    private final ShellSettings settings;
    private final FileChooser chooser;
    private final Set<PermissionRequest> open = new HashSet<PermissionRequest>();

    PageChrome(MainActivity activity, Pages pages, ShellSettings settings) {
        this.activity = activity;
        this.pages = pages;
        this.settings = settings;
        this.chooser = new FileChooser(activity);
    }

    @Override
    public boolean onCreateWindow(WebView view, boolean isDialog, boolean isUserGesture, Message result) {
        if (!isUserGesture) return false;
        WebView.WebViewTransport transport = (WebView.WebViewTransport) result.obj;
        transport.setWebView(pages.openWindow());
        result.sendToTarget();
        return true;
    }

    @Override
    public void onCloseWindow(WebView window) {
        pages.close(window);
    }

    @Override
    public void onShowCustomView(View view, CustomViewCallback callback) {
        pages.showVideo(view, callback);
    }

    @Override
    public void onHideCustomView() {
        pages.hideVideo();
    }

    @Override
    public boolean onShowFileChooser(WebView view, ValueCallback<Uri[]> callback, FileChooserParams params) {
        chooser.show(callback, params);
        return true;
    }

    @Override
    public void onPermissionRequest(final PermissionRequest request) {
        final Permissions permissions = activity.permissions();
        List<String> names = new ArrayList<String>();
        for (String resource : request.getResources()) {
            String name = permissionFor(resource);
            if (name != null) names.add(name);
        }
        if (!settings.isTrusted(request.getOrigin())) {
            request.deny();
            return;
        }
        open.add(request);
        permissions.ask(names, new Runnable() {
            @Override
            public void run() {
                if (!open.remove(request)) return;
                List<String> granted = new ArrayList<String>();
                for (String resource : request.getResources()) {
                    String name = permissionFor(resource);
                    boolean free = PermissionRequest.RESOURCE_PROTECTED_MEDIA_ID.equals(resource);
                    if (free || (name != null && permissions.isGranted(name))) granted.add(resource);
                }
                if (granted.isEmpty()) request.deny();
                else request.grant(granted.toArray(new String[0]));
            }
        });
    }

    @Override
    public void onPermissionRequestCanceled(PermissionRequest request) {
        open.remove(request);
    }

    private static String permissionFor(String resource) {
        if (PermissionRequest.RESOURCE_VIDEO_CAPTURE.equals(resource)) return CAMERA;
        if (PermissionRequest.RESOURCE_AUDIO_CAPTURE.equals(resource)) return MICROPHONE;
        return null;
    }

    @Override
    public void onGeolocationPermissionsShowPrompt(final String origin, final GeolocationPermissions.Callback callback) {
        final Permissions permissions = activity.permissions();
        if (!settings.isTrusted(Uri.parse(origin))) {
            callback.invoke(origin, false, false);
            return;
        }
        permissions.ask(Arrays.asList(FINE, COARSE), new Runnable() {
            @Override
            public void run() {
                callback.invoke(origin, permissions.isGranted(FINE) || permissions.isGranted(COARSE), false);
            }
        });
    }
}
