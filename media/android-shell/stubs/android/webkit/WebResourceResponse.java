package android.webkit;

public class WebResourceResponse {
  public WebResourceResponse(String type, String encoding, int status, String reason, java.util.Map<String, String> headers, java.io.InputStream data) {}
  public void setResponseHeaders(java.util.Map<String, String> headers) {}
}
