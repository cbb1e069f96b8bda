package android.database;

public abstract class AbstractCursor implements Cursor {}
