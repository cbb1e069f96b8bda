/**
 * What a request for the app's own scheme is answered with. Plain C without anything of Apple, so that it runs on every system: the tests
 * compile just this file.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** `PATH_MAX` of Apple's systems, with the 0 at the end. */
enum { longest_path = 1024 };

enum answer_kind {
    answer_missing,
    /** `file` is the path inside the bundle. */
    answer_file,
    /** The path is that of a folder with a start page; browsers expect it with a slash at the end. */
    answer_to_folder,
};

/** Whether the bundle has a regular file at this path. */
typedef bool (*has_file)(const char *path, void *context);

/**
 * The file for the path of an address as it is written (with percent signs). `is_page`: a page that is opened, and not a part of one. An app
 * with its own router is opened at paths that no file has, and its start page knows what to show.
 */
enum answer_kind find_answer(const char *path, bool is_page, has_file exists, void *context, char file[longest_path]);

enum range_kind {
    /** The header is to be ignored, and the whole file sent (RFC 9110, 14.2). */
    range_ignored,
    range_part,
    /** Nothing of what is asked for is there. */
    range_refused,
};

/** `header` may be NULL. `first` and `last` are set for a part, both inclusive. */
enum range_kind parse_range(const char *header, int64_t size, int64_t *first, int64_t *last);

/** With the encoding, where the standard has it as UTF-8; HTML and XML say theirs in the file. */
const char *content_type_of(const char *path);
