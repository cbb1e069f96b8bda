import { deepStrictEqual, ok } from 'node:assert/strict';
import * as vscode from 'vscode';
import { activeExtension } from '../support/extension.ts';

/** Commands of the product alone: VS Code makes some of its own for the view, such as `mobileDistribution.apps.focus`. */
const ownCommand = /^mobileDistribution\.[A-Za-z]+$/;

describe('commands', () => {
  it('are registered when package.json contributes them, and the reverse', async () => {
    const { manifest } = await activeExtension();
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    const registered = (await vscode.commands.getCommands(true)).filter((id) => ownCommand.test(id));
    deepStrictEqual(registered.toSorted(), contributed.toSorted());
  });

  it('have titles in words, not keys', async () => {
    const { manifest } = await activeExtension();
    deepStrictEqual(
      manifest.contributes.commands.filter(({ title }) => title === '' || title.startsWith('%')),
      [],
    );
  });

  it('cancel nothing without complaint when nothing runs', async () => {
    await vscode.commands.executeCommand('mobileDistribution.cancelPackage');
  });
});

describe('settings', () => {
  it('have the defaults of package.json', async () => {
    const { manifest } = await activeExtension();
    const names = Object.keys(manifest.contributes.configuration.properties);
    ok(names.length > 0);
    for (const name of names) ok(vscode.workspace.getConfiguration().inspect(name)?.defaultValue !== undefined, name);
  });
});

describe('language model tools', () => {
  it('are registered when package.json contributes them', async () => {
    const { manifest } = await activeExtension();
    const contributed = (manifest.contributes.languageModelTools ?? []).map(({ name }) => name);
    const registered = vscode.lm.tools.map(({ name }) => name).filter((name) => name.includes('_mobile_'));
    deepStrictEqual(registered.toSorted(), contributed.toSorted());
  });
});
