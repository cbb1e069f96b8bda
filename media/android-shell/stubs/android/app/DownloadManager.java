package android.app;

public class DownloadManager {
  public long enqueue(Request request) { return 0; }
  public static class Request {
    public static final int VISIBILITY_VISIBLE_NOTIFY_COMPLETED = 1;
    public Request(android.net.Uri uri) {}
    public Request setMimeType(String type) { return this; }
    public Request addRequestHeader(String name, String value) { return this; }
    public Request setNotificationVisibility(int visibility) { return this; }
    public Request setDestinationInExternalPublicDir(String kind, String path) { return this; }
    public Request setDestinationInExternalFilesDir(android.content.Context context, String kind, String path) { return this; }
  }
}
