/** Where a window and its machine keep a text: files, and what the browser stores. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder that contain a text, whatever they are. */
export function filesWith(text: string, root: string): readonly string[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => join(root, path));
  return paths.filter((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() === true && stat.size < 64 * 1024 * 1024 && readFileSync(path).includes(text);
  });
}

/** Runs in the page: everything that the browser keeps for VS Code, a text for each row. */
export const browserStorage = `(async () => {
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const rows = [...Object.entries(localStorage), ...Object.entries(sessionStorage)].map((row) => JSON.stringify(row));
  for (const { name } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer(objects.getAll())]);
      rows.push(...keys.map((key, index) => JSON.stringify([name, key, values[index]])));
    }
    database.close();
  }
  return rows;
})()`;
