package android.content;

public class ContextWrapper extends Context {
  public ContextWrapper(Context base) {}
  public android.content.pm.PackageManager getPackageManager() { return null; }
  public android.content.pm.ApplicationInfo getApplicationInfo() { return null; }
  public Context getApplicationContext() { return null; }
  public android.content.res.Resources.Theme getTheme() { return null; }
  public android.content.res.AssetManager getAssets() { return null; }
  public ContentResolver getContentResolver() { return null; }
  public String getPackageName() { return null; }
  public SharedPreferences getSharedPreferences(String name, int mode) { return null; }
  public java.io.File getCacheDir() { return null; }
  public Object getSystemService(String name) { return null; }
  public int checkSelfPermission(String permission) { return 0; }
  public void startActivity(Intent intent) {}
}
