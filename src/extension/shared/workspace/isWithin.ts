/** Whether a path is a folder or inside it: `/work/app-two` is not inside `/work/app`. Both are absolute, in the form of the system. */

export function isWithin(folder: string, path: string): boolean {
  if (!path.startsWith(folder)) return false;
  return path.length === folder.length || /[\\/]$/.test(folder) || /[\\/]/.test(path.charAt(folder.length));
}
