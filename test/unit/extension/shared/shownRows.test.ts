import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type * as vscode from 'vscode';
import { ShownRows } from '../../../../src/extension/shared/shownRows.ts';
import { until } from '../../../support/until.ts';

interface Thing {
  readonly name: string;
  readonly text?: string;
  readonly below?: readonly Thing[];
}

/** A tree whose things can be exchanged, and what VS Code was told to ask for again. */
function tree(things: readonly Thing[]) {
  const state = { things, reads: 0, errors: 0 };
  const told: (string | undefined)[][] = [];
  const rows = new ShownRows<Thing>({
    childrenOf: (node) => {
      state.reads += 1;
      if (state.things.some(({ name }) => name === 'unreadable')) return Promise.reject(new Error('unreadable'));
      return Promise.resolve((node ? (node.below ?? []) : state.things).map((each) => ({ ...each })));
    },
    render: ({ name, text = '' }) => Promise.resolve({ id: name, label: name, description: text } satisfies vscode.TreeItem),
    announce: (elements) => told.push(elements.map((each) => each?.name)),
    onError: () => (state.errors += 1),
  });
  const change = async (next: readonly Thing[]): Promise<void> => {
    const before = state.reads;
    state.things = next;
    rows.changed();
    await until('the tree was read', () => state.reads > before || undefined);
    await wait(20);
  };
  const listeners = new Map<'open' | 'close', (event: { readonly element: Thing }) => void>();
  const listen = (kind: 'open' | 'close') => (listener: (event: { readonly element: Thing }) => void) => {
    listeners.set(kind, listener);
    return { dispose: () => void listeners.delete(kind) };
  };
  rows.follow({ onDidExpandElement: listen('open'), onDidCollapseElement: listen('close') });
  const fold = (kind: 'open' | 'close', element: Thing): void => listeners.get(kind)?.({ element });
  return { rows, told, state, change, fold };
}

const app = (text: string, ...packages: readonly Thing[]): Thing => ({
  name: 'app',
  below: [
    { name: 'platform', text },
    { name: 'packages', below: packages },
  ],
});

describe('the rows of a tree', () => {
  it('are announced where they look different, and stay the same objects', async () => {
    const { rows, told, change } = tree([app('1.0.0', { name: 'one' }), { name: 'other' }]);
    const [first] = await rows.children();
    const [platform, packages] = await rows.children(first);
    const [one] = await rows.children(packages);
    await change([app('2.0.0', { name: 'one' }), { name: 'other' }]);
    deepStrictEqual(told, [['platform']]);
    strictEqual((await rows.children(first))[0], platform);
    strictEqual(platform?.text, '2.0.0');
    strictEqual((platform && (await rows.item(platform)))?.description, '2.0.0');
    strictEqual((await rows.children(packages))[0], one);
  });

  it('are not announced when nothing looks different', async () => {
    const { rows, told, change } = tree([app('1.0.0')]);
    await rows.children((await rows.children())[0]);
    await change([app('1.0.0')]);
    deepStrictEqual(told, []);
  });

  it('are announced by their parent when some come or go, and all of them only for another root', async () => {
    const { rows, told, change } = tree([app('1.0.0')]);
    const [first] = await rows.children();
    await rows.children((await rows.children(first))[1]);
    await change([app('1.0.0', { name: 'one' })]);
    deepStrictEqual(told, [['packages']]);
    await change([app('1.0.0'), { name: 'other' }]);
    deepStrictEqual(told.at(-1), [undefined]);
  });

  it('lose what they no longer have', async () => {
    const { rows, change } = tree([{ name: 'asset', text: 'upload.p12' }]);
    const [asset] = await rows.children();
    await change([{ name: 'asset' }]);
    strictEqual(asset && 'text' in asset, false);
  });

  it('that no one has opened are not read', async () => {
    const { rows, state, change } = tree([app('1.0.0')]);
    await rows.children();
    const before = state.reads;
    await change([app('2.0.0')]);
    strictEqual(state.reads, before + 1);
  });

  it('that are closed are not read, and are compared when they are opened again', async () => {
    const { rows, told, state, change, fold } = tree([app('1.0.0')]);
    const [first] = await rows.children();
    ok(first);
    await rows.children(first);
    fold('close', first);
    const before = state.reads;
    await change([app('2.0.0')]);
    deepStrictEqual([state.reads, told], [before + 1, []]);
    fold('open', first);
    await until('the row below is announced', () => told.length > 0 || undefined);
    deepStrictEqual(told, [['platform']]);
  });

  it('that are closed and opened while nothing changes are not read again', async () => {
    const { rows, state, change, fold } = tree([app('1.0.0')]);
    const [first] = await rows.children();
    ok(first);
    await rows.children(first);
    const before = state.reads;
    fold('close', first);
    fold('open', first);
    await change([app('1.0.0')]);
    // The roots and the row, once each.
    strictEqual(state.reads, before + 2);
  });

  it('that were read before a change are compared again', async () => {
    const { rows, told, state } = tree([app('1.0.0')]);
    const reading = rows.children();
    state.things = [];
    rows.changed();
    await reading;
    await until('the roots are announced', () => told.length > 0 || undefined);
    deepStrictEqual(told, [[undefined]]);
  });

  it('go on after an error', async () => {
    const { rows, told, state, change } = tree([{ name: 'one' }]);
    await rows.children();
    await change([{ name: 'unreadable' }]);
    deepStrictEqual([told, state.errors], [[], 1]);
    await change([{ name: 'two' }]);
    deepStrictEqual(told, [[undefined]]);
  });
});
