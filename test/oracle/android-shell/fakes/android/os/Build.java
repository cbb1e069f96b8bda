package android.os;

/** Android 14. */
public class Build {
  public static class VERSION {
    public static final int SDK_INT = Integer.parseInt("34");
  }
}
