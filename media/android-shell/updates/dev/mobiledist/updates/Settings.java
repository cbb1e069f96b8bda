package dev.mobiledist.updates;

import android.content.res.AssetManager;

import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** What the package says about updates, in a file of its own: the address to ask, and the words of the dialog in some languages. */
final class Settings {
    private static final String FILE = "shell/updates.json";
    private static final int FILE_LIMIT = 100000;

    final String address;
    final String available;
    final String required;
    final String install;
    final String later;

    private Settings(String address, JSONArray texts) throws JSONException {
        this.address = address;
        available = texts.getString(0);
        required = texts.getString(1);
        install = texts.getString(2);
        later = texts.getString(3);
    }

    /** Null when the package says nothing that can be used. */
    static Settings read(AssetManager assets) {
        try {
            InputStream stream = assets.open(FILE);
            try {
                JSONObject file = new JSONObject(Texts.read(stream, FILE_LIMIT));
                String address = file.getString("address");
                JSONObject all = file.getJSONObject("texts");
                JSONArray texts = all.optJSONArray(language());
                return address.startsWith("https://") ? new Settings(address, texts == null ? all.getJSONArray("en") : texts) : null;
            } finally {
                stream.close();
            }
        } catch (IOException damaged) {
            return null;
        } catch (JSONException damaged) {
            return null;
        }
    }

    /** Java keeps the old code of Indonesian. */
    private static String language() {
        String language = Locale.getDefault().getLanguage();
        return language.equals("in") ? "id" : language;
    }
}
