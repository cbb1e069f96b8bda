package android.webkit;

/** A phone that knows no types of its own. */
public class MimeTypeMap {
    public static MimeTypeMap getSingleton() {
        return new MimeTypeMap();
    }

    public String getMimeTypeFromExtension(String extension) {
        return null;
    }

    public String getExtensionFromMimeType(String type) {
        return null;
    }
}
