package android.webkit;

public abstract class WebBackForwardList {
  public abstract int getCurrentIndex();
  public abstract int getSize();
  public abstract WebHistoryItem getItemAtIndex(int index);
}
