package dev.mobiledistribution.shop;

import android.app.Activity;
import android.os.Bundle;
import android.widget.TextView;
import dev.mobiledistribution.greeting.Greeting;

public class ShopActivity extends Activity {
    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        TextView text = new TextView(this);
        text.setText(Greeting.of(getPackageName(), Prices.sum(40, 2)));
        setContentView(text);
    }
}
