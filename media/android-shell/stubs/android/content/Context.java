package android.content;

public abstract class Context {
  public static final String DOWNLOAD_SERVICE = "download";
  public static final int MODE_PRIVATE = 0;
  public abstract android.content.pm.PackageManager getPackageManager();
  public abstract android.content.pm.ApplicationInfo getApplicationInfo();
  public abstract Context getApplicationContext();
  public abstract android.content.res.Resources.Theme getTheme();
  public abstract android.content.res.AssetManager getAssets();
  public abstract ContentResolver getContentResolver();
  public abstract String getPackageName();
  public abstract SharedPreferences getSharedPreferences(String name, int mode);
  public abstract java.io.File getCacheDir();
  public abstract Object getSystemService(String name);
  public abstract int checkSelfPermission(String permission);
  public abstract void startActivity(Intent intent);
  public final int getColor(int id) { return 0; }
}
