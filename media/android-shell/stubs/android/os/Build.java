package android.os;

public class Build {
  public static class VERSION {
    /** Not a constant here, so that the compiler leaves the comparison to the phone. */
    public static final int SDK_INT = Integer.parseInt("0");
  }
}
