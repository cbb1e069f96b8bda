#include "versions.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { most_parts = 8, most_digits = 18 };

static bool read_version(const char *text, uint64_t parts[most_parts]) {
    for (int part = 0; part < most_parts; part++) parts[part] = 0;
    if (text == NULL) return false;
    for (int part = 0; part < most_parts; part++) {
        int digits = 0;
        for (; *text >= '0' && *text <= '9'; text++) {
            if (++digits > most_digits) return false;
            parts[part] = parts[part] * 10 + (uint64_t)(*text - '0');
        }
        if (digits == 0) return false;
        if (*text == 0) return true;
        if (*text++ != '.') return false;
    }
    return false;
}

enum version_order compare_versions(const char *first, const char *second) {
    uint64_t one[most_parts], other[most_parts];
    if (!read_version(first, one) || !read_version(second, other)) return version_unknown;
    for (int part = 0; part < most_parts; part++)
        if (one[part] != other[part]) return one[part] < other[part] ? version_older : version_newer;
    return version_same;
}
