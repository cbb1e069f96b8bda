package android.os;

public class ParcelFileDescriptor {
  public static ParcelFileDescriptor open(java.io.File file, int mode) throws java.io.FileNotFoundException { return null; }
  public static int parseMode(String mode) { return 0; }
}
