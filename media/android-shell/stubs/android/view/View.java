package android.view;

public class View {
  public static final int VISIBLE = 0;
  public static final int INVISIBLE = 4;
  public static final int GONE = 8;
  public static final int SYSTEM_UI_FLAG_LIGHT_STATUS_BAR = 0x2000;
  public static final int SYSTEM_UI_FLAG_LIGHT_NAVIGATION_BAR = 0x10;
  public static final int SYSTEM_UI_FLAG_FULLSCREEN = 4;
  public static final int SYSTEM_UI_FLAG_HIDE_NAVIGATION = 2;
  public static final int SYSTEM_UI_FLAG_IMMERSIVE_STICKY = 0x1000;
  public static final int SYSTEM_UI_FLAG_LAYOUT_STABLE = 0x100;
  public static final int SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN = 0x400;
  public static final int SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION = 0x200;
  public View(android.content.Context context) {}
  public int getVisibility() { return 0; }
  public void setVisibility(int visibility) {}
  public void setBackgroundColor(int color) {}
  public void setPadding(int left, int top, int right, int bottom) {}
  public void setSystemUiVisibility(int flags) {}
  public final boolean requestFocus() { return false; }
  public boolean post(Runnable action) { return false; }
  public void setOnClickListener(OnClickListener listener) {}
  public interface OnClickListener {
    void onClick(View view);
  }
  public void setOnApplyWindowInsetsListener(OnApplyWindowInsetsListener listener) {}
  public interface OnApplyWindowInsetsListener {
    WindowInsets onApplyWindowInsets(View view, WindowInsets insets);
  }
}
