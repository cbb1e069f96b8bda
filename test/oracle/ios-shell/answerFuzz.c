/**
 * Asks the shell for mutated paths, ranges and names of files: `answerFuzz RUNS SEED`. Every text ends at a page that nothing may touch, and so
 * does the room for the answer, so that a step too far ends the program without any other tool. What is answered must be what a request may
 * get: files of the app alone, and parts of a file that are in it.
 */

#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "answer.h"

enum { longest_input = 3 * longest_path };

static uint64_t state;

static uint32_t below(uint32_t end) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 33) % end;
}

/** Memory whose last byte is followed by a page that cannot be read. */
static char *room_of(size_t size) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t whole = (size + page - 1) / page * page;
    char *start = mmap(NULL, whole + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED || mprotect(start + whole, page, PROT_NONE) != 0) exit(2);
    return start + whole - size;
}

static const char *now;

static void demand(bool holds, const char *what) {
    if (holds) return;
    printf("%s: ", what);
    for (const char *at = now; *at != 0; at++) printf("%02x", (unsigned char)*at);
    printf("\n");
    exit(1);
}

static const char *const seeds[] = {
    "/", "", "/index.html", "/app/", "/app", "/gr%C3%B6%c3%9fe%20x.txt", "/%2e%2e/Info.plist", "/.shell/offline.html", "/.shell/../www/a",
    "/a/./b", "/..", "//..//", "/a%00b", "/%", "/%4", "/a.b.c", "bytes=0-", "bytes=3-5", "bytes= 3 - 5 ", "bytes=-4", "bytes=-0", "bytes=0-1,4-5",
    "bytes=9223372036854775807-9223372036854775807", "bytes=99999999999999999999-", "a.HTML", "a.averyveryverylongone", "a.webmanifest", ".",
};
enum { seed_count = sizeof seeds / sizeof seeds[0] };

static const char *const words[] = {"/", "..", "/../", "%2e", "%2F", "%00", "%", ".", "-", "0", "9223372036854775808", "bytes=", " ", "\t", ".shell/", "\377"};
enum { word_count = sizeof words / sizeof words[0] };

/** A seed with some changes, at the end of `room`. */
static const char *mutated(char *end) {
    static char text[longest_input];
    strcpy(text, seeds[below(seed_count)]);
    size_t length = strlen(text);
    for (uint32_t left = below(8); left > 0; left--) {
        size_t at = below((uint32_t)length + 1);
        switch (below(5)) {
            case 0: {
                const char *word = words[below(word_count)];
                size_t more = strlen(word);
                if (length + more >= longest_input) break;
                memmove(text + at + more, text + at, length - at + 1);
                memcpy(text + at, word, more);
                length += more;
                break;
            }
            case 1:
                if (at < length) text[at] = (char)(1 + below(255));
                break;
            case 2:
                text[at] = 0;
                length = at;
                break;
            case 3:
                if (at < length) memmove(text + at, text + at + 1, length - at), length--;
                break;
            default: {
                // Long paths are where room runs out.
                size_t more = below(longest_path);
                if (length + more >= longest_input) break;
                memset(text + length, below(4) == 0 ? '%' : 'a', more);
                length += more;
                text[length] = 0;
            }
        }
    }
    char *start = end - length - 1;
    memcpy(start, text, length + 1);
    return start;
}

static bool leads_up(const char *path) {
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        if (*part == '/') part++;
        size_t length = strcspn(part, "/");
        if ((length == 1 && part[0] == '.') || (length == 2 && part[0] == '.' && part[1] == '.')) return true;
    }
    return false;
}

static char asked[longest_path];
static uint32_t answers;

static bool exists(const char *path, void *context) {
    (void)context;
    size_t length = strnlen(path, longest_path);
    demand(length < longest_path, "a path without an end");
    demand(strncmp(path, "www/", 4) == 0 || strncmp(path, "shell/", 6) == 0, "a path outside the app's files");
    demand(!leads_up(path), "a path that leads up");
    memcpy(asked, path, length + 1);
    return (answers >>= 1) & 1;
}

static void ask_path(const char *path, char *file) {
    answers = below(16);
    asked[0] = 0;
    enum answer_kind kind = find_answer(path, below(2) == 0, exists, NULL, file);
    if (kind == answer_file) demand(strcmp(file, asked) == 0, "another file than the one that exists");
    else demand(kind == answer_missing || kind == answer_to_folder, "an unknown answer");
}

static void ask_range(const char *header) {
    static const int64_t sizes[] = {0, 1, 12, 4096, INT64_MAX};
    int64_t size = sizes[below(5)], first = -7, last = -7;
    enum range_kind kind = parse_range(header, size, &first, &last);
    if (kind == range_part) demand(first >= 0 && first <= last && last < size, "a part that is not in the file");
    else demand(first == -7 && last == -7, "a part where there is none");
}

static void ask_type(const char *path) {
    const char *type = content_type_of(path);
    demand(type != NULL && strchr(type, '/') != NULL && strspn(type, "abcdefghijklmnopqrstuvwxyz0123456789/+-.;= ") == strlen(type), "a wrong type");
}

int main(int count, char *arguments[]) {
    long runs = count > 1 ? strtol(arguments[1], NULL, 10) : 1000;
    state = 88172645463325252u + (count > 2 ? strtoull(arguments[2], NULL, 10) : 0);
    char *end = room_of(longest_input) + longest_input;
    char *file = room_of(longest_path);
    for (long run = 0; run < runs; run++) {
        now = mutated(end);
        ask_path(now, file);
        ask_range(now);
        ask_type(now);
    }
    printf("%ld runs\n", runs);
    return 0;
}
