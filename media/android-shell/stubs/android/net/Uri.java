package android.net;

public abstract class Uri implements android.os.Parcelable {
  public static Uri parse(String text) { return null; }
  public static String encode(String text) { return null; }
  public static String decode(String text) { return null; }
  public abstract String getScheme();
  public abstract String getAuthority();
  public abstract String getHost();
  public abstract String getPath();
  public abstract String getLastPathSegment();
  public abstract String toString();
}
