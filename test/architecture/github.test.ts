import { deepStrictEqual, ok } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly 'runs-on'?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Permissions;
  readonly strategy?: { readonly matrix: { readonly os: readonly string[] } };
  readonly steps: readonly Step[];
}

type Permissions = Readonly<Record<string, string>> | string;

interface Workflow {
  readonly on: unknown;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface FormField {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly unknown[] };
}

interface IssueForm {
  readonly name: string;
  readonly description: string;
  readonly body: readonly FormField[];
}

const workflows = globSync('.github/workflows/*.{yml,yaml}').map((path): [string, Workflow] => [path, read(path)]);
const forms = globSync('.github/ISSUE_TEMPLATE/*.yml')
  .filter((path) => basename(path) !== 'config.yml')
  .map((path): [string, IssueForm] => [path, read(path)]);
const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Repeated keys, tabs and bad indentation throw. */
function read(path: string) {
  return parse(readFileSync(path, 'utf8'), { strict: true, uniqueKeys: true });
}

describe('the workflows of GitHub', () => {
  it('run the tests on Linux, macOS and Windows', () => {
    const systems = workflows.flatMap(([, { jobs }]) => Object.values(jobs).flatMap(({ strategy }) => strategy?.matrix.os ?? []));
    for (const system of ['ubuntu-', 'macos-', 'windows-'])
      ok(
        systems.some((name) => name.startsWith(system)),
        system,
      );
  });

  for (const [path, { permissions, jobs }] of workflows)
    describe(path, () => {
      const steps = Object.values(jobs).flatMap((job) => job.steps);

      // A tag can be moved to other code; a commit cannot.
      it('pins each action to a commit, with the full version next to it', () => {
        const lines = readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => /^\s*(- )?uses:/.test(line));
        deepStrictEqual(lines.length, steps.filter(({ uses }) => uses !== undefined).length);
        const loose = lines.filter((line) => !/uses: [\w.-]+(\/[\w.-]+)+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(line));
        deepStrictEqual(loose, []);
      });

      it('may only read, and leaves no credentials behind', () => {
        deepStrictEqual(permissions, { contents: 'read' });
        deepStrictEqual(
          Object.values(jobs)
            .map((job) => job.permissions)
            .filter((own) => own !== undefined),
          [],
        );
        const text = readFileSync(path, 'utf8');
        ok(!/pull_request_target|secrets\./.test(text));
        deepStrictEqual(text.match(/actions\/checkout@/g)?.length, text.match(/persist-credentials: false/g)?.length);
      });

      it('ends by itself, on a named version of a system', () => {
        for (const [name, { 'runs-on': system = '', 'timeout-minutes': minutes, strategy }] of Object.entries(jobs)) {
          ok(minutes !== undefined && minutes <= 60, name);
          for (const one of strategy ? strategy.matrix.os : [system]) ok(/^(ubuntu|macos|windows)-\d/.test(one), `${name}: ${one}`);
        }
      });

      it('starts what exists', () => {
        const commands = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
        ok(commands.length > 0);
        // What a branch or a title says must not become a part of a command.
        deepStrictEqual(
          commands.filter((command) => command.includes('${{')),
          [],
        );
        const named = commands.flatMap((command) => Array.from(command.matchAll(/npm (?:run )?([\w:-]+)/g), ([, name = '']) => name));
        deepStrictEqual(
          named.filter((name) => !(name in scripts)),
          [],
        );
      });
    });
});

describe('the issue forms', () => {
  it('are there', () => {
    ok(forms.length >= 2);
  });

  for (const [path, { name, description, body }] of forms)
    it(`have what GitHub asks for (${path})`, () => {
      ok(name.length > 0 && description.length > 0);
      const ids = body.flatMap(({ id }) => (id === undefined ? [] : [id]));
      deepStrictEqual(new Set(ids).size, ids.length);
      for (const { type, id, attributes } of body) {
        ok(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes'].includes(type), type);
        if (type === 'markdown') {
          ok(attributes.value);
          continue;
        }
        ok(id !== undefined && attributes.label !== undefined, path);
        deepStrictEqual(Array.isArray(attributes.options), type === 'dropdown' || type === 'checkboxes', id);
      }
    });
});
