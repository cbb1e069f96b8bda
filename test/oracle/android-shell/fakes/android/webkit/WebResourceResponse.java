package android.webkit;

import java.io.InputStream;
import java.util.Map;

/** Remembers what it was made of. */
public class WebResourceResponse {
    public final String type;
    public final String encoding;
    public final int status;
    public Map<String, String> headers;
    public final InputStream data;

    public WebResourceResponse(String type, String encoding, int status, String reason, Map<String, String> headers, InputStream data) {
        // As the real one does: a redirect or a status that is none may not be given.
        if (status < 100 || status > 599 || (status > 299 && status < 400)) throw new IllegalArgumentException("status " + status);
        this.type = type;
        this.encoding = encoding;
        this.status = status;
        this.headers = headers;
        this.data = data;
    }

    public void setResponseHeaders(Map<String, String> headers) {
        this.headers = headers;
    }
}
