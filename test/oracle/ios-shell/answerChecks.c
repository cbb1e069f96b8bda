/** Prints what the shell answers to one request after the other; `iosShell.oracle.ts` knows what a web server would say. */

#include <stdio.h>
#include <string.h>

#include "answer.h"

static const char *const files[] = {
    "www/index.html", "www/app/index.html", "www/app/main.mjs", "www/gr\303\266\303\237e x.txt", "www/film.mp4", "shell/offline.html", NULL,
};

static bool exists(const char *path, void *context) {
    ++*(int *)context;
    for (const char *const *file = files; *file != NULL; file++)
        if (strcmp(*file, path) == 0) return true;
    return false;
}

static void ask(const char *path, bool is_page) {
    char file[longest_path];
    int looks = 0;
    enum answer_kind kind = find_answer(path, is_page, exists, &looks, file);
    printf("%.40s%s -> ", path, is_page ? " page" : "");
    if (kind == answer_missing) printf("missing\n");
    else if (kind == answer_to_folder) printf("to the folder\n");
    else printf("%s %s\n", file, content_type_of(file));
}

static void ask_range(const char *header, int64_t size) {
    int64_t first = -1, last = -1;
    enum range_kind kind = parse_range(header, size, &first, &last);
    printf("%s of %lld -> ", header == NULL ? "none" : header, (long long)size);
    if (kind == range_part) printf("%lld-%lld\n", (long long)first, (long long)last);
    else printf(kind == range_refused ? "refused\n" : "ignored\n");
}

int main(void) {
    ask("", true);
    ask("/", true);
    ask("/index.html", true);
    ask("/app/", true);
    ask("/app", true);
    ask("/app/main.mjs", false);
    ask("/gr%C3%B6%c3%9fe%20x.txt", false);
    ask("/some/route", true);
    ask("/some/route", false);
    ask("/some/picture.png", true);
    ask("/app/../film.mp4", false);
    ask("/app/./main.mjs", false);
    ask("/%2e%2e/Info.plist", false);
    ask("/.shell/offline.html", true);
    ask("/.shell/../www/film.mp4", false);
    ask("/a%00b", false);
    ask("/a%zz", false);
    ask("/a%4", false);
    ask("film.mp4", false);
    ask("/..film.mp4", false);
    char longest[2 * longest_path];
    memset(longest, 'a', sizeof longest - 1);
    longest[0] = '/', longest[sizeof longest - 1] = 0;
    ask(longest, true);
    longest[longest_path - 2] = 0;
    ask(longest, false);
    ask_range(NULL, 12);
    ask_range("bytes=0-", 12);
    ask_range("bytes=3-5", 12);
    ask_range("bytes= 3 - 5 ", 12);
    ask_range("bytes=-4", 12);
    ask_range("bytes=-40", 12);
    ask_range("bytes=-0", 12);
    ask_range("bytes=90-", 12);
    ask_range("bytes=0-99", 12);
    ask_range("bytes=0-", 0);
    ask_range("bytes=0-1,4-5", 12);
    ask_range("bytes=5-2", 12);
    ask_range("bytes=-", 12);
    ask_range("bytes=99999999999999999999-", 12);
    ask_range("pages=1-2", 12);
    for (const char *const *name = (const char *const[]){"a.HTML", "a.b/c", "a.wasm", "a.webmanifest", "a.usdz", "a.", "a.averyveryverylongone", NULL};
         *name != NULL; name++)
        printf("%s is %s\n", *name, content_type_of(*name));
    return 0;
}
