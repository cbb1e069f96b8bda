/** Whether a path is a folder or lies in it: `/work/app-two` does not lie in `/work/app`. Both are absolute and in the system's own form. */

export function isWithin(folder: string, path: string): boolean {
  if (!path.startsWith(folder)) return false;
  return path.length === folder.length || /[\\/]$/.test(folder) || /[\\/]/.test(path.charAt(folder.length));
}
