/** Compares versions and prints how they stand to each other, one pair a line. */

#include <stdio.h>

#include "versions.h"

int main(void) {
    static const char *const names[] = {"older", "same", "newer", "unknown"};
    static const char *const pairs[][2] = {
        {"1.4.0", "1.4.0"}, {"1.4", "1.4.0.0"}, {"1.10", "1.9"}, {"1.9.9", "1.10"}, {"2", "1.99.99"}, {"007", "7"},
        {"20261130123456", "20261130123455"}, {"1.2.3.4.5.6.7.8", "1.2.3.4.5.6.7.7"}, {"1.2.3.4.5.6.7.8.9", "1"},
        {"1.5-beta", "1.4"}, {"", "1"}, {"1.", "1"}, {".1", "1"}, {"1..2", "1"}, {"v2", "1"}, {"-1", "0"}, {" 1", "1"},
        {"1234567890123456789", "1"}, {NULL, "1"}, {"1", NULL},
    };
    for (size_t pair = 0; pair < sizeof pairs / sizeof *pairs; pair++) {
        const char *first = pairs[pair][0], *second = pairs[pair][1];
        printf("%s, %s: %s\n", first == NULL ? "-" : first, second == NULL ? "-" : second, names[compare_versions(first, second) + 1]);
    }
    return 0;
}
