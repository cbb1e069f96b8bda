/** Versions as Apple writes them: up to eight numbers with dots between. */
#pragma once

enum version_order { version_older = -1, version_same = 0, version_newer = 1, version_unknown = 2 };

/** How the first one stands to the second; unknown when one of them is something else. Missing numbers are zero. */
enum version_order compare_versions(const char *first, const char *second);
