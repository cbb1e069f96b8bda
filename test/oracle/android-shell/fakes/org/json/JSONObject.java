package org.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the checks need of Android's: values are turned into each other as there, and null is the text "null". */
public class JSONObject {
    private final Map<String, Object> values;

    public JSONObject(String text) throws JSONException {
        Object value = new Parser(text).whole();
        if (!(value instanceof JSONObject)) throw new JSONException("not an object");
        values = ((JSONObject) value).values;
    }

    private JSONObject(Map<String, Object> values) {
        this.values = values;
    }

    public static String quote(String text) {
        return '"' + text + '"';
    }

    public boolean isNull(String name) {
        return values.get(name) == null;
    }

    public String getString(String name) throws JSONException {
        return String.valueOf(get(name));
    }

    public String optString(String name, String fallback) {
        return values.containsKey(name) ? String.valueOf(values.get(name)) : fallback;
    }

    public int getInt(String name) throws JSONException {
        Object value = get(name);
        if (value instanceof Double) return ((Double) value).intValue();
        throw new JSONException(name);
    }

    public boolean optBoolean(String name, boolean fallback) {
        Object value = values.get(name);
        return value instanceof Boolean ? (Boolean) value : fallback;
    }

    public JSONObject getJSONObject(String name) throws JSONException {
        Object value = get(name);
        if (value instanceof JSONObject) return (JSONObject) value;
        throw new JSONException(name);
    }

    public JSONArray getJSONArray(String name) throws JSONException {
        JSONArray value = optJSONArray(name);
        if (value == null) throw new JSONException(name);
        return value;
    }

    public JSONArray optJSONArray(String name) {
        Object value = values.get(name);
        return value instanceof JSONArray ? (JSONArray) value : null;
    }

    private Object get(String name) throws JSONException {
        if (!values.containsKey(name)) throw new JSONException("no " + name);
        return values.get(name);
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Object whole() throws JSONException {
            Object value = value();
            space();
            if (at != text.length()) throw new JSONException("more at " + at);
            return value;
        }

        private Object value() throws JSONException {
            space();
            char first = next();
            if (first == '{') return object();
            if (first == '[') return array();
            if (first == '"') return string();
            int start = at;
            while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) at++;
            String word = text.substring(start, at);
            if (word.equals("null")) return null;
            if (word.equals("true") || word.equals("false")) return word.equals("true");
            try {
                return Double.valueOf(word);
            } catch (NumberFormatException other) {
                throw new JSONException(word);
            }
        }

        private JSONObject object() throws JSONException {
            Map<String, Object> values = new HashMap<>();
            at++;
            for (space(); next() != '}'; space()) {
                if (next() == ',') at++;
                space();
                String name = string();
                space();
                take(':');
                values.put(name, value());
            }
            at++;
            return new JSONObject(values);
        }

        private JSONArray array() throws JSONException {
            List<Object> items = new ArrayList<>();
            at++;
            for (space(); next() != ']'; space()) {
                if (next() == ',') at++;
                items.add(value());
            }
            at++;
            return new JSONArray(items);
        }

        private String string() throws JSONException {
            take('"');
            StringBuilder value = new StringBuilder();
            for (; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\') at++;
                value.append(text.charAt(at - 1) == '\\' && text.charAt(at) == 'n' ? '\n' : text.charAt(at));
            }
            take('"');
            return value.toString();
        }

        private void take(char wanted) throws JSONException {
            if (at >= text.length() || text.charAt(at) != wanted) throw new JSONException(wanted + " is not at " + at);
            at++;
        }

        private char next() throws JSONException {
            if (at >= text.length()) throw new JSONException("ends");
            return text.charAt(at);
        }

        private void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        }
    }
}
