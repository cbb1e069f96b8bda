/** What code is called in its signature when no Info.plist says it (Security's diskrep.cpp, `canonicalIdentifier`). */

/**
 * The file's name without its extension, unless that is a number, and without one number at its end: `libcore.2.3.dylib` is `libcore.2`.
 */
export function identifierOfFile(name: string): string {
  const dot = name.lastIndexOf('.');
  const hasExtension = dot >= 0 && /[^0-9]/.test(name.slice(dot + 1));
  const plain = (hasExtension ? name.slice(0, dot) : name).replace(/\.[0-9]+$/, '');
  return plain === '' ? name : plain;
}
