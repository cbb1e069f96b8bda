#include "answer.h"

/** Web files are below this folder of the bundle, pages of the shell itself below the other one. */
static const char web_files[] = "www";
static const char own_prefix[] = "/.shell/";
static const char own_files[] = "shell/";
static const char start_page[] = "index.html";

static size_t length_of(const char *text) {
    size_t length = 0;
    while (text[length] != 0) length++;
    return length;
}

static bool is_same(const char *a, const char *b) {
    while (*a != 0 && *a == *b) a++, b++;
    return *a == *b;
}

static bool begins_with(const char *text, const char *start) {
    while (*start != 0 && *text == *start) text++, start++;
    return *start == 0;
}

static char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char)(letter + ('a' - 'A')) : letter;
}

/** Appends; false when there is no room. */
static bool append(char target[longest_path], const char *text) {
    size_t at = length_of(target);
    for (; *text != 0; text++) {
        if (at + 1 >= longest_path) return false;
        target[at++] = *text;
    }
    target[at] = 0;
    return true;
}

static int digit_of(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    letter = lower(letter);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/** Without percent signs; false for what no file is called. */
static bool decode(const char *path, char decoded[longest_path]) {
    size_t at = 0;
    for (; *path != 0; path++) {
        char letter = *path;
        if (letter == '%') {
            int high = digit_of(path[1]);
            int low = high < 0 ? -1 : digit_of(path[2]);
            if (low < 0) return false;
            letter = (char)(high * 16 + low);
            path += 2;
        }
        if (letter == 0 || at + 1 >= longest_path) return false;
        decoded[at++] = letter;
    }
    decoded[at] = 0;
    return true;
}

/** Whether a part of the path leads up, or anywhere but down. */
static bool leads_out(const char *path) {
    for (const char *part = path; *part != 0;) {
        if (part[0] == '/') {
            part++;
            continue;
        }
        size_t length = 0;
        while (part[length] != 0 && part[length] != '/') length++;
        if (length <= 2 && part[0] == '.' && (length == 1 || part[1] == '.')) return true;
        part += length;
    }
    return false;
}

static bool in_bundle(const char *path, const char *rest, char file[longest_path]) {
    file[0] = 0;
    if (begins_with(path, own_prefix)) return append(file, own_files) && append(file, path + sizeof own_prefix - 1) && append(file, rest);
    return append(file, web_files) && append(file, path) && append(file, rest);
}

enum answer_kind find_answer(const char *path, bool is_page, has_file exists, void *context, char file[longest_path]) {
    char decoded[longest_path];
    if (!decode(*path == 0 ? "/" : path, decoded) || decoded[0] != '/' || leads_out(decoded)) return answer_missing;
    size_t length = length_of(decoded);
    bool is_folder = decoded[length - 1] == '/';
    if (in_bundle(decoded, is_folder ? start_page : "", file) && exists(file, context)) return answer_file;
    if (!is_folder && in_bundle(decoded, "/index.html", file) && exists(file, context)) return answer_to_folder;
    bool has_dot = false;
    for (size_t at = length; at > 0 && decoded[at - 1] != '/'; at--) has_dot = has_dot || decoded[at - 1] == '.';
    if (is_page && !has_dot && in_bundle("/", start_page, file) && exists(file, context)) return answer_file;
    return answer_missing;
}

static const char *skip_blanks(const char *text) {
    while (*text == ' ' || *text == '\t') text++;
    return text;
}

/** The end of the digits; `text` itself when there are none or too many. */
static const char *read_number(const char *text, int64_t *number) {
    const char *end = text;
    *number = 0;
    while (*end >= '0' && *end <= '9') {
        if (*number > (INT64_MAX - 9) / 10) return text;
        *number = *number * 10 + (*end++ - '0');
    }
    return end;
}

enum range_kind parse_range(const char *header, int64_t size, int64_t *first, int64_t *last) {
    static const char unit[] = "bytes=";
    if (header == NULL || !begins_with(header, unit)) return range_ignored;
    const char *start = skip_blanks(header + sizeof unit - 1);
    int64_t from, to;
    const char *dash = read_number(start, &from);
    bool has_from = dash != start;
    dash = skip_blanks(dash);
    if (*dash != '-') return range_ignored;
    const char *second = skip_blanks(dash + 1);
    const char *end = read_number(second, &to);
    bool has_to = end != second;
    // Several ranges would need an answer in parts; a server may send the whole file instead.
    if (*skip_blanks(end) != 0 || (!has_from && !has_to)) return range_ignored;
    if (has_from && has_to && to < from) return range_ignored;
    if (!has_from) {
        if (to == 0 || size == 0) return range_refused;
        from = to > size ? 0 : size - to;
        to = size - 1;
    }
    if (from >= size) return range_refused;
    *first = from;
    *last = !has_to || to >= size ? size - 1 : to;
    return range_part;
}

struct media_type {
    const char *extension;
    const char *type;
};

static const struct media_type types[] = {
    {"html", "text/html"},
    {"htm", "text/html"},
    {"xhtml", "application/xhtml+xml"},
    {"js", "text/javascript; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"cjs", "text/javascript; charset=utf-8"},
    {"css", "text/css; charset=utf-8"},
    {"json", "application/json; charset=utf-8"},
    {"map", "application/json; charset=utf-8"},
    {"webmanifest", "application/manifest+json; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"xml", "application/xml"},
    {"txt", "text/plain; charset=utf-8"},
    {"md", "text/markdown; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"vtt", "text/vtt; charset=utf-8"},
    {"svg", "image/svg+xml"},
    {"png", "image/png"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"gif", "image/gif"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"heic", "image/heic"},
    {"ico", "image/x-icon"},
    {"bmp", "image/bmp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"ttf", "font/ttf"},
    {"otf", "font/otf"},
    {"mp3", "audio/mpeg"},
    {"m4a", "audio/mp4"},
    {"aac", "audio/aac"},
    {"ogg", "audio/ogg"},
    {"oga", "audio/ogg"},
    {"opus", "audio/ogg"},
    {"wav", "audio/wav"},
    {"flac", "audio/flac"},
    {"mp4", "video/mp4"},
    {"m4v", "video/mp4"},
    {"webm", "video/webm"},
    {"ogv", "video/ogg"},
    {"mov", "video/quicktime"},
    {"m3u8", "application/vnd.apple.mpegurl"},
    {"pdf", "application/pdf"},
    {"zip", "application/zip"},
    {"glb", "model/gltf-binary"},
    {"gltf", "model/gltf+json; charset=utf-8"},
    {"usdz", "model/vnd.usdz+zip"},
};

const char *content_type_of(const char *path) {
    const char *dot = NULL;
    for (const char *at = path; *at != 0; at++) {
        if (*at == '/') dot = NULL;
        if (*at == '.') dot = at;
    }
    char extension[16] = "";
    if (dot != NULL)
        for (size_t at = 0; dot[at + 1] != 0; at++) {
            // Longer than any in the table.
            if (at + 1 >= sizeof extension) return "application/octet-stream";
            extension[at] = lower(dot[at + 1]);
            extension[at + 1] = 0;
        }
    for (size_t at = 0; at < sizeof types / sizeof types[0]; at++)
        if (is_same(types[at].extension, extension)) return types[at].type;
    return "application/octet-stream";
}
