package android.webkit;

public abstract class ServiceWorkerWebSettings {
  public abstract void setAllowFileAccess(boolean allow);
  public abstract void setAllowContentAccess(boolean allow);
}
