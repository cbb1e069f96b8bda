package android.content.res;

public class Resources {
  public final class Theme {
    public void applyStyle(int id, boolean force) {}
  }
}
