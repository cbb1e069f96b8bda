import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface LockRow {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: { readonly packages: Readonly<Record<string, LockRow>> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Where npm looks for a package that one in `folder` asks for: beside it, then further out. */
function placesOf(name: string, folder: string): readonly string[] {
  const owners = folder.slice('node_modules/'.length).split('/node_modules/');
  return Array.from(
    { length: owners.length + 1 },
    (_, depth) => `node_modules/${[...owners.slice(0, depth), name].join('/node_modules/')}`,
  );
}

describe('package-lock.json', () => {
  // npm leaves out the packages of other platforms that a registry does not offer, and npm ci refuses such a file everywhere.
  it('names the tools of every platform', () => {
    const missing = Object.entries(lock.packages).flatMap(([folder, row]) =>
      Object.keys(row.optionalDependencies ?? {})
        .filter((name) => !placesOf(name, folder).some((place) => place in lock.packages))
        .map((name) => `${folder} wants ${name}`),
    );
    deepStrictEqual(missing, []);
  });

  it('names no registry', () => {
    const resolved = Object.values(lock.packages).flatMap((row) => row.resolved ?? []);
    deepStrictEqual(resolved, []);
  });
});
