package android.content;

public interface SharedPreferences {
  int getInt(String key, int fallback);
  long getLong(String key, long fallback);
  Editor edit();
  interface Editor {
    Editor putInt(String key, int value);
    Editor putLong(String key, long value);
    void apply();
  }
}
