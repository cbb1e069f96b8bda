package android.content;

public class ClipData {
  public static ClipData newRawUri(CharSequence label, android.net.Uri uri) { return null; }
  public int getItemCount() { return 0; }
  public Item getItemAt(int index) { return null; }
  public static class Item {
    public android.net.Uri getUri() { return null; }
  }
}
