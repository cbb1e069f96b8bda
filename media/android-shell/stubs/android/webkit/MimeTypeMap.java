package android.webkit;

public class MimeTypeMap {
  public static MimeTypeMap getSingleton() { return null; }
  public String getMimeTypeFromExtension(String extension) { return null; }
  public String getExtensionFromMimeType(String type) { return null; }
}
