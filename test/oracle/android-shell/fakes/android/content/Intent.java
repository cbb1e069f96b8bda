package android.content;

/** Knows its address. */
public class Intent implements android.os.Parcelable {
  public static final String ACTION_VIEW = "android.intent.action.VIEW";
  public static final String ACTION_GET_CONTENT = "android.intent.action.GET_CONTENT";
  public static final String ACTION_CREATE_DOCUMENT = "android.intent.action.CREATE_DOCUMENT";
  public static final String CATEGORY_BROWSABLE = "android.intent.category.BROWSABLE";
  public static final String CATEGORY_OPENABLE = "android.intent.category.OPENABLE";
  public static final String EXTRA_ALLOW_MULTIPLE = "android.intent.extra.ALLOW_MULTIPLE";
  public static final String EXTRA_INITIAL_INTENTS = "android.intent.extra.INITIAL_INTENTS";
  public static final String EXTRA_MIME_TYPES = "android.intent.extra.MIME_TYPES";
  public static final String EXTRA_TITLE = "android.intent.extra.TITLE";
  public static final int FLAG_ACTIVITY_NEW_TASK = 0x10000000;
  public static final int FLAG_GRANT_READ_URI_PERMISSION = 1;
  public static final int FLAG_GRANT_WRITE_URI_PERMISSION = 2;
  public static final int URI_INTENT_SCHEME = 1;
  public Intent(String action) {}
  private android.net.Uri data;
  public Intent(String action, android.net.Uri uri) { data = uri; }
  public static Intent parseUri(String uri, int flags) throws java.net.URISyntaxException { return null; }
  public static Intent createChooser(Intent target, CharSequence title) { return null; }
  public android.net.Uri getData() { return data; }
  public ClipData getClipData() { return null; }
  public void setClipData(ClipData clip) {}
  public String getStringExtra(String name) { return null; }
  public Intent setComponent(ComponentName component) { return this; }
  public void setSelector(Intent selector) {}
  public Intent setFlags(int flags) { return this; }
  public Intent addFlags(int flags) { return this; }
  public Intent addCategory(String category) { return this; }
  public Intent setType(String type) { return this; }
  public Intent putExtra(String name, boolean value) { return this; }
  public Intent putExtra(String name, String value) { return this; }
  public Intent putExtra(String name, String[] value) { return this; }
  public Intent putExtra(String name, android.os.Parcelable value) { return this; }
  public Intent putExtra(String name, android.os.Parcelable[] value) { return this; }
}
