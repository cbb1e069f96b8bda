/** Words that cannot be a segment of an Android application id (Java Language Specification 3.9, 3.10.3, 3.10.8). */

export const javaKeywords: ReadonlySet<string> = new Set(
  (
    'abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float ' +
    'for goto if implements import instanceof int interface long native new package private protected public return short static ' +
    'strictfp super switch synchronized this throw throws transient try void volatile while true false null'
  ).split(' '),
);
