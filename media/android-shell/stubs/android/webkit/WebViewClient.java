package android.webkit;

public class WebViewClient {
  public WebResourceResponse shouldInterceptRequest(WebView view, WebResourceRequest request) { return null; }
  public boolean shouldOverrideUrlLoading(WebView view, WebResourceRequest request) { return false; }
  public void onPageStarted(WebView view, String url, android.graphics.Bitmap icon) {}
  public void onPageCommitVisible(WebView view, String url) {}
  public void doUpdateVisitedHistory(WebView view, String url, boolean isReload) {}
  public void onReceivedError(WebView view, WebResourceRequest request, WebResourceError error) {}
  public boolean onRenderProcessGone(WebView view, RenderProcessGoneDetail detail) { return false; }
}
