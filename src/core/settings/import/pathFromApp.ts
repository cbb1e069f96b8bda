/** A path as a file of another tool writes it, as the settings write it: relative to the app, with slashes. */

/** `folder` is that of the app which the path is relative to; '' is the app's own. `undefined` for a path no one can follow. */
export function pathFromApp(folder: string, path: string): string | undefined {
  const slashed = path.replaceAll('\\', '/');
  // Home folders are expanded by shells only.
  if (slashed.startsWith('~')) return undefined;
  if (slashed.startsWith('/') || /^[A-Za-z]:\//.test(slashed)) return slashed;
  const segments: string[] = [];
  for (const segment of `${folder}/${slashed}`.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  return segments.length === 0 ? undefined : segments.join('/');
}

export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}
