package android.view;

public abstract class Window {
  public abstract View getDecorView();
  public abstract void setStatusBarColor(int color);
  public abstract void setNavigationBarColor(int color);
  public void setNavigationBarContrastEnforced(boolean enforce) {}
  public void setDecorFitsSystemWindows(boolean fits) {}
  public WindowInsetsController getInsetsController() { return null; }
}
