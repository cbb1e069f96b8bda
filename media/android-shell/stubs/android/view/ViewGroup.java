package android.view;

public abstract class ViewGroup extends View {
  public ViewGroup(android.content.Context context) { super(context); }
  public void addView(View view) {}
  public void addView(View view, LayoutParams params) {}
  public void removeView(View view) {}
  public static class LayoutParams {
    public static final int MATCH_PARENT = -1;
    public LayoutParams(int width, int height) {}
  }
  public static class MarginLayoutParams extends LayoutParams {
    public MarginLayoutParams(int width, int height) { super(width, height); }
  }
}
