package android.content.pm;

public class PackageItemInfo {
  public android.os.Bundle metaData;
  public CharSequence loadLabel(PackageManager manager) { return null; }
}
