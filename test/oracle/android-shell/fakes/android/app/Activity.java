package android.app;

/** Its main thread is a queue. */
public class Activity extends android.view.ContextThemeWrapper {
  public static final int RESULT_OK = -1;
  protected void onCreate(android.os.Bundle state) {}
  protected void onResume() {}
  protected void onPause() {}
  protected void onDestroy() {}
  protected void onSaveInstanceState(android.os.Bundle state) {}
  protected void onNewIntent(android.content.Intent intent) {}
  protected void onActivityResult(int request, int result, android.content.Intent data) {}
  public void onRequestPermissionsResult(int request, String[] permissions, int[] results) {}
  public void onBackPressed() {}
  public void onConfigurationChanged(android.content.res.Configuration configuration) {}
  public void onWindowFocusChanged(boolean focused) {}
  public void setContentView(android.view.View view) {}
  public void finish() {}
  public android.content.Intent getIntent() { return null; }
  public android.content.ComponentName getComponentName() { return null; }
  public android.view.Window getWindow() { return null; }
  public android.window.OnBackInvokedDispatcher getOnBackInvokedDispatcher() { return null; }
  public void startActivityForResult(android.content.Intent intent, int request) {}
  public final void requestPermissions(String[] permissions, int request) {}
  /** What waits for the main thread: a check takes it from here. */
  public static final java.util.concurrent.BlockingQueue<Runnable> posted = new java.util.concurrent.LinkedBlockingQueue<>();
  public final void runOnUiThread(Runnable action) { posted.add(action); }
}
