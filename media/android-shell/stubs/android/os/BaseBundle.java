package android.os;

public class BaseBundle {
  public boolean getBoolean(String key, boolean other) { return other; }
  public int getInt(String key, int other) { return other; }
  public String getString(String key) { return null; }
  public void putString(String key, String value) {}
}
