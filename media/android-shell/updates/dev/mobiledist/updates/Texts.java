package dev.mobiledist.updates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

final class Texts {
    private Texts() {}

    /** The whole text, which must not be longer than it may be. */
    static String read(InputStream stream, int limit) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
            if (text.size() + count > limit) throw new IOException("too long");
            text.write(piece, 0, count);
        }
        return text.toString("UTF-8");
    }
}
