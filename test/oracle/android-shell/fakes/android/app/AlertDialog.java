package android.app;

import android.content.Context;
import android.content.DialogInterface;
import android.view.View;
import android.widget.Button;

/** Says what it shows, and can be touched. */
public class AlertDialog extends Dialog {
    /** The one that is shown. */
    public static AlertDialog shown;
    private final StringBuilder content = new StringBuilder();
    private DialogInterface.OnClickListener negative;
    private View.OnClickListener positive;

    @Override
    public void show() {
        shown = this;
        System.out.println("  dialog " + content);
    }

    @Override
    public void dismiss() {
        if (shown == this) shown = null;
        System.out.println("  closed");
    }

    public Button getButton(int which) {
        return new Button(null) {
            @Override
            public void setOnClickListener(View.OnClickListener listener) {
                positive = listener;
            }
        };
    }

    public void touchInstall() {
        positive.onClick(null);
    }

    public void touchLater() {
        dismiss();
        negative.onClick(this, 0);
    }

    public static class Builder {
        private final AlertDialog dialog = new AlertDialog();

        public Builder(Context context) {}

        public Builder setTitle(CharSequence title) {
            return add(title);
        }

        public Builder setMessage(CharSequence message) {
            return add(message.toString().replace("\n", "|"));
        }

        public Builder setCancelable(boolean cancelable) {
            return add(cancelable ? "can be left" : "cannot be left");
        }

        public Builder setPositiveButton(CharSequence text, DialogInterface.OnClickListener listener) {
            return add("[" + text + "]");
        }

        public Builder setNegativeButton(CharSequence text, DialogInterface.OnClickListener listener) {
            dialog.negative = listener;
            return add("[" + text + "]");
        }

        public AlertDialog create() {
            return dialog;
        }

        private Builder add(CharSequence part) {
            dialog.content.append(dialog.content.length() == 0 ? "" : ", ").append(part);
            return this;
        }
    }
}
