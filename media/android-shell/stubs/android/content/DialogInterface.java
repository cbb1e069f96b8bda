package android.content;

public interface DialogInterface {
  int BUTTON_POSITIVE = -1;
  interface OnClickListener {
    void onClick(DialogInterface dialog, int which);
  }
}
