package android.content.res;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/** Assets in memory. */
public final class AssetManager {
    public final Map<String, byte[]> files = new HashMap<>();

    public InputStream open(String name) throws IOException {
        byte[] bytes = files.get(name);
        if (bytes == null) throw new FileNotFoundException(name);
        return new ByteArrayInputStream(bytes);
    }
}
