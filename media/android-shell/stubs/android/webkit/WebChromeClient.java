package android.webkit;

public class WebChromeClient {
  public boolean onCreateWindow(WebView view, boolean isDialog, boolean isUserGesture, android.os.Message result) { return false; }
  public void onCloseWindow(WebView window) {}
  public void onShowCustomView(android.view.View view, CustomViewCallback callback) {}
  public void onHideCustomView() {}
  public boolean onShowFileChooser(WebView view, ValueCallback<android.net.Uri[]> callback, FileChooserParams params) { return false; }
  public void onPermissionRequest(PermissionRequest request) {}
  public void onPermissionRequestCanceled(PermissionRequest request) {}
  public void onGeolocationPermissionsShowPrompt(String origin, GeolocationPermissions.Callback callback) {}
  public interface CustomViewCallback {
    void onCustomViewHidden();
  }
  public abstract static class FileChooserParams {
    public static final int MODE_OPEN_MULTIPLE = 1;
    public abstract int getMode();
    public abstract String[] getAcceptTypes();
    public abstract boolean isCaptureEnabled();
    public abstract CharSequence getTitle();
  }
}
