import { deepStrictEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface LockRow {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** That of the project, and those of the tools that `npm run mutate` and `npm run test:windows` install by themselves. */
const lockFiles = ['package-lock.json', 'scripts/mutation/package-lock.json', 'scripts/windows/package-lock.json'];

/** Where npm looks for a package that one in `folder` asks for: next to it, then further out. */
function placesOf(name: string, folder: string): readonly string[] {
  const owners = folder.slice('node_modules/'.length).split('/node_modules/');
  return Array.from(
    { length: owners.length + 1 },
    (_, depth) => `node_modules/${[...owners.slice(0, depth), name].join('/node_modules/')}`,
  );
}

for (const lockFile of lockFiles) {
  const lock: { readonly packages: Readonly<Record<string, LockRow>> } = JSON.parse(readFileSync(lockFile, 'utf8'));
  const rows = Object.entries(lock.packages).filter(([folder]) => folder !== '');

  describe(lockFile, () => {
    // npm leaves out the packages of other platforms that a registry does not offer, and npm ci refuses such a file everywhere.
    it('names the tools of every platform', () => {
      const missing = rows.flatMap(([folder, row]) =>
        Object.keys(row.optionalDependencies ?? {})
          .filter((name) => !placesOf(name, folder).some((place) => place in lock.packages))
          .map((name) => `${folder} wants ${name}`),
      );
      deepStrictEqual(missing, []);
    });

    it('names no registry', () => {
      const resolved = rows.flatMap(([, row]) => row.resolved ?? []);
      deepStrictEqual(resolved, []);
    });

    // Without a hash, npm installs whatever the registry delivers, also for the platforms that no one here uses.
    it('pins the content of every package with a SHA-512', () => {
      ok(rows.length > 0);
      const unpinned = rows.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')).map(([folder]) => folder);
      deepStrictEqual(unpinned, []);
    });

    // A link or a folder would be taken from the machine instead of the registry.
    it('takes every package from the registry by its version', () => {
      const others = rows.filter(([, { version, link }]) => link === true || !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version ?? ''));
      deepStrictEqual(others, []);
    });
  });
}
