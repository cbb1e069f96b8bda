package android.os;

public final class Bundle extends BaseBundle {
  public Bundle() {}
  public Bundle getBundle(String key) { return null; }
  public void putBundle(String key, Bundle value) {}
}
