package android.webkit;

public class WebView extends android.widget.AbsoluteLayout {
  public WebView(android.content.Context context) { super(context); }
  public WebSettings getSettings() { return null; }
  public void setWebViewClient(WebViewClient client) {}
  public void setWebChromeClient(WebChromeClient client) {}
  public void setDownloadListener(DownloadListener listener) {}
  public static void setWebContentsDebuggingEnabled(boolean on) {}
  public void loadUrl(String url) {}
  public String getUrl() { return null; }
  public WebBackForwardList saveState(android.os.Bundle state) { return null; }
  public WebBackForwardList restoreState(android.os.Bundle state) { return null; }
  public WebBackForwardList copyBackForwardList() { return null; }
  public void goBackOrForward(int steps) {}
  public void onPause() {}
  public void onResume() {}
  public void destroy() {}
  public void setBackgroundColor(int color) {}
  public void evaluateJavascript(String script, ValueCallback<String> result) {}
  public WebMessagePort[] createWebMessageChannel() { return null; }
  public void postWebMessage(WebMessage message, android.net.Uri origin) {}
  public class WebViewTransport {
    public void setWebView(WebView view) {}
  }
}
