package dev.mobiledist.shell;

import android.content.ContentProvider;
import android.content.ContentValues;
import android.content.Context;
import android.database.Cursor;
import android.database.MatrixCursor;
import android.net.Uri;
import android.os.ParcelFileDescriptor;

import java.io.File;
import java.io.FileNotFoundException;

/**
 * Where the camera app puts the picture or film that a page asked for. Not exported: another app reaches one file only by
 * the grant that comes with the intent.
 */
public final class CaptureProvider extends ContentProvider {
    private static final long DAY_MS = 86400000;

    static Uri newUri(Context context, String extension) {
        File folder = folder(context);
        long now = System.currentTimeMillis();
        File[] old = folder.listFiles();
        if (old != null) for (File file : old) if (now - file.lastModified() > DAY_MS) file.delete();
        return Uri.parse("content://" + context.getPackageName() + ".shell.capture/" + now + "." + extension);
    }

    static boolean hasContent(Context context, Uri uri) {
        return uri != null && fileOf(context, uri).length() > 0;
    }

    private static File folder(Context context) {
        File folder = new File(context.getCacheDir(), "captures");
        folder.mkdirs();
        return folder;
    }

    private static File fileOf(Context context, Uri uri) {
        String name = String.valueOf(uri.getLastPathSegment());
        if (!name.matches("[0-9]{1,19}\\.(jpg|mp4)")) throw new IllegalArgumentException("no file of this provider");
        return new File(folder(context), name);
    }

    @Override
    public boolean onCreate() {
        return true;
    }

    @Override
    public String getType(Uri uri) {
        return MimeTypes.ofPath(String.valueOf(uri.getLastPathSegment()));
    }

    @Override
    public ParcelFileDescriptor openFile(Uri uri, String mode) throws FileNotFoundException {
        return ParcelFileDescriptor.open(fileOf(getContext(), uri), ParcelFileDescriptor.parseMode(mode));
    }

    @Override
    public Cursor query(Uri uri, String[] projection, String selection, String[] arguments, String order) {
        String[] columns = projection == null ? new String[] {"_display_name", "_size"} : projection;
        File file = fileOf(getContext(), uri);
        Object[] row = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if ("_display_name".equals(columns[i])) row[i] = file.getName();
            else if ("_size".equals(columns[i])) row[i] = Long.valueOf(file.length());
        }
        MatrixCursor cursor = new MatrixCursor(columns, 1);
        cursor.addRow(row);
        return cursor;
    }

    @Override
    public Uri insert(Uri uri, ContentValues values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int delete(Uri uri, String selection, String[] arguments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int update(Uri uri, ContentValues values, String selection, String[] arguments) {
        throw new UnsupportedOperationException();
    }
}
