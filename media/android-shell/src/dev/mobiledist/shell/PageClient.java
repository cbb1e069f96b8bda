package dev.mobiledist.shell;

import android.graphics.Bitmap;
import android.graphics.Color;
import android.net.Uri;
import android.webkit.RenderProcessGoneDetail;
import android.webkit.WebResourceError;
import android.webkit.WebResourceRequest;
import android.webkit.WebResourceResponse;
import android.webkit.WebView;
import android.webkit.WebViewClient;

/** Where a page's requests and links go: into the package, to the network, or to another app. */
final class PageClient extends WebViewClient {
    private final MainActivity activity;
    private final Pages pages;
    private final ShellSettings settings;
    private final AssetServer server;

    PageClient(MainActivity activity, Pages pages, ShellSettings settings, AssetServer server) {
        this.activity = activity;
        this.pages = pages;
        this.settings = settings;
        this.server = server;
    }

    @Override
    public WebResourceResponse shouldInterceptRequest(WebView view, WebResourceRequest request) {
        return server.answer(request);
    }

    @Override
    public boolean shouldOverrideUrlLoading(WebView view, WebResourceRequest request) {
        Uri uri = request.getUrl();
        String scheme = uri.getScheme();
        boolean web = "https".equals(scheme) || "http".equals(scheme);
        if (ExternalLinks.isOfWebView(scheme)) return false;
        // A frame inside a page may show any site, as in a browser; another app opens from it only at a touch.
        if (!request.isForMainFrame()) {
            if (web) return false;
            if (request.hasGesture()) ExternalLinks.open(activity, uri);
            return true;
        }
        if (web && settings.isInside(uri)) return false;
        ExternalLinks.open(activity, uri);
        // A window that was opened only for this link has nothing to show.
        String shown = view.getUrl();
        if (shown == null || shown.equals("about:blank")) pages.close(view);
        return true;
    }

    @Override
    public void onPageStarted(WebView view, String url, Bitmap icon) {
        pages.onAddress(view, url);
        if (!"about:blank".equals(url)) pages.show(view);
        activity.updateBack();
    }

    @Override
    public void onPageCommitVisible(WebView view, String url) {
        // The colour of the start belongs to the time before the first page; a page without one is white, as in a browser.
        view.setBackgroundColor(Color.WHITE);
        pages.show(view);
    }

    @Override
    public void doUpdateVisitedHistory(WebView view, String url, boolean isReload) {
        pages.onAddress(view, url);
        activity.updateBack();
    }

    @Override
    public void onReceivedError(WebView view, WebResourceRequest request, WebResourceError error) {
        Uri uri = request.getUrl();
        if (settings.remote && request.isForMainFrame() && settings.isInside(uri) && !ShellSettings.isOwnHost(uri)) {
            view.loadUrl(OfflinePage.urlFor(uri));
        }
    }

    @Override
    public boolean onRenderProcessGone(WebView view, RenderProcessGoneDetail detail) {
        pages.onRendererGone(view);
        return true;
    }
}
