package android.content.pm;

public class PackageInfo {
  public String[] requestedPermissions;
  public String versionName;
  public int versionCode;
}
