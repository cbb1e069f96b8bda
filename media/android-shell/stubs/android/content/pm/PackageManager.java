package android.content.pm;

public abstract class PackageManager {
  public static final int GET_META_DATA = 128;
  public static final int GET_PERMISSIONS = 4096;
  public static final int PERMISSION_GRANTED = 0;
  public abstract ActivityInfo getActivityInfo(android.content.ComponentName component, int flags) throws NameNotFoundException;
  public abstract PackageInfo getPackageInfo(String name, int flags) throws NameNotFoundException;
  public abstract String getInstallerPackageName(String name);
  public static class NameNotFoundException extends android.util.AndroidException {}
}
