package dev.mobiledist.updates;

import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** A release that is newer than this app and that this phone can install, as App Center's in-app update endpoints describe it. */
final class Update {
    private static final int NOTES_LIMIT = 5000;
    private static final int NAME_LIMIT = 100;

    final int release;
    final String shortVersion;
    final String notes;
    final String address;
    final boolean mandatory;

    private Update(int release, String shortVersion, String notes, String address, boolean mandatory) {
        this.release = release;
        this.shortVersion = shortVersion;
        this.notes = notes;
        this.address = address;
        this.mandatory = mandatory;
    }

    /** What the server answered, or null when it is nothing for this app: another app, not newer, for a newer Android, or not understood. */
    static Update parse(String text, Installed installed) {
        try {
            JSONObject answer = new JSONObject(text);
            // App Center's own servers do not name the app.
            String identifier = answer.optString("bundle_identifier", "");
            if (!identifier.isEmpty() && !identifier.equals("null") && !identifier.equals(installed.packageName)) return null;
            String minimum = answer.optString("android_min_api_level", "");
            if (minimum.matches("\\d{1,4}") && Integer.parseInt(minimum) > installed.sdk) return null;
            if (!isNewer(answer, installed)) return null;
            String address = answer.optString("install_url", "");
            if (!address.startsWith("https://")) address = answer.getString("download_url");
            if (!address.startsWith("https://")) return null;
            String notes = answer.isNull("release_notes") ? "" : answer.optString("release_notes", "");
            return new Update(
                answer.getInt("id"),
                cut(answer.getString("short_version"), NAME_LIMIT),
                cut(notes.trim(), NOTES_LIMIT),
                address,
                answer.optBoolean("mandatory_update", false));
        } catch (JSONException notUnderstood) {
            return null;
        } catch (NumberFormatException notUnderstood) {
            return null;
        }
    }

    /** A higher version code, or the same one of another build, as App Center's SDK decides. */
    private static boolean isNewer(JSONObject answer, Installed installed) throws JSONException {
        long version = Long.parseLong(answer.getString("version"));
        if (version != installed.versionCode) return version > installed.versionCode;
        JSONArray hashes = answer.optJSONArray("package_hashes");
        return hashes != null && hashes.length() > 0 && !installed.hash().equals(hashes.optString(0, ""));
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) return text;
        int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
        return text.substring(0, end) + "…";
    }
}
