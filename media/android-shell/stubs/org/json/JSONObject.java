package org.json;

public class JSONObject {
  public JSONObject(String text) throws JSONException {}
  public static String quote(String text) { return null; }
  public boolean isNull(String name) { return false; }
  public String getString(String name) throws JSONException { return null; }
  public String optString(String name, String fallback) { return null; }
  public int getInt(String name) throws JSONException { return 0; }
  public boolean optBoolean(String name, boolean fallback) { return false; }
  public JSONObject getJSONObject(String name) throws JSONException { return null; }
  public JSONArray getJSONArray(String name) throws JSONException { return null; }
  public JSONArray optJSONArray(String name) { return null; }
}
