package android.database;

public class MatrixCursor extends AbstractCursor {
  public MatrixCursor(String[] columns, int capacity) {}
  public void addRow(Object[] row) {}
}
