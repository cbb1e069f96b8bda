package org.json;

import java.util.List;

public class JSONArray {
    private final List<Object> items;

    JSONArray(List<Object> items) {
        this.items = items;
    }

    public int length() {
        return items.size();
    }

    public String getString(int index) throws JSONException {
        if (index >= items.size() || items.get(index) == null) throw new JSONException("no " + index);
        return items.get(index).toString();
    }

    public String optString(int index, String fallback) {
        return index < items.size() && items.get(index) != null ? items.get(index).toString() : fallback;
    }
}
