package android.webkit;

public abstract class WebMessagePort {
  public abstract void postMessage(WebMessage message);
  public abstract void setWebMessageCallback(WebMessageCallback callback);
  public abstract void close();
  public abstract static class WebMessageCallback {
    public void onMessage(WebMessagePort port, WebMessage message) {}
  }
}
