/** How large an icon may be that a page contains. */

/** Keeps the page under 30 KB: base64 makes it a third longer. */
export const maxPageIconBytes = 12_000;
