package android.graphics;

public class Color {
  public static final int BLACK = 0xff000000;
  public static final int WHITE = 0xffffffff;
  public static int red(int color) { return 0; }
  public static int green(int color) { return 0; }
  public static int blue(int color) { return 0; }
}
