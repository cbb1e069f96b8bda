/** Builds in the window: what they are made with, what a failed one says, how long one takes, and the way onto a device. */

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { product } from '../../scripts/screenshots/pictureGestures.ts';
import { settledQuickInput } from '../../scripts/vscode/quickInput.ts';
import { type VsCodeWindow } from '../../scripts/vscode/vscodeWindow.ts';
import { copySample } from '../host/scenes.ts';
import { AdbStandIn } from '../support/adbStandIn.ts';
import { failingBuild } from '../support/failingBuild.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

describe('builds in the window', () => {
  isOneStory();
  let folder = '';
  let window: VsCodeWindow;
  const clear = async (): Promise<void> => await window.runCommand('Notifications: Clear All Notifications');

  it('that fail say why in one sentence, with what fixes it as a button, and their log opens beside it', async () => {
    folder = (await theStage()).workspace('builds');
    copySample(folder);
    failingBuild(folder);
    window = await openWindow(folder);
    await window.treeOfApps();
    await window.runCommand(`${product}: Run Build and Create Package…`);
    await window.pressInDialog(/^Run Build and Create Package$/);
    const told = window.notification('The Android SDK was not found');
    await told.waitFor();
    match(await told.locator('.notification-list-item-message').innerText(), /^The Android SDK was not found\. Set ANDROID_HOME/);
    await window.page.locator('.panel .terminal-wrapper.active').waitFor();
    await told.getByText('Choose Android SDK…', { exact: true }).click();
    await window.question.filter({ hasText: 'Which Android SDK?' }).waitFor();
    await window.page.keyboard.press('Escape');
    await clear();
  });

  it('take the tools that someone chooses', async () => {
    const jdk = join(folder, 'tools', 'jdk');
    mkdirSync(join(jdk, 'bin'), { recursive: true });
    writeFileSync(join(jdk, 'release'), 'JAVA_VERSION="17.0.99"\n');
    for (const name of ['java', 'javac', 'javac.exe']) writeFileSync(join(jdk, 'bin', name), '', { mode: 0o755 });
    await window.runCommand(`${product}: Choose Toolchain…`);
    await window.answer('JDK', 'Which tool?');
    await window.answer('Choose Folder…', 'Which JDK?');
    await window.chooseFile(jdk, 'Which JDK?');
    await window.notification('Apps are built with the JDK in').waitFor();
    await window.runCommand(`${product}: Choose Toolchain…`);
    const tools = window.question.filter({ hasText: 'Which tool?' });
    await tools.locator('.monaco-list-row').filter({ hasText: '17.0.99' }).waitFor();
    await window.answer('JDK', 'Which tool?');
    await window.answer('Automatic', 'Which JDK?');
    await window.notification('JDK is found automatically.').waitFor();
    await clear();
  });

  it('are shown before they run', async () => {
    await window.runCommand(`${product}: Show Build Plan`);
    match(
      await window.editorText('Package the web app'),
      /engine web 1\n1\. Build the web app .*: skipped, as .*\n2\. .*\n3\. Package the web app[\s\S]*result: apk/,
    );
    await window.runCommand('View: Close All Editors');
  });

  it('can begin clean', async () => {
    await window.runCommand(`${product}: Rebuild Clean`);
    await window.notification('is ready').waitFor();
    deepStrictEqual(
      ledgerOf(folder).map(({ versionCode }) => versionCode),
      [1],
    );
    await clear();
  });

  it('say in the status bar and in the tree how long they will take, from what the last one took', async () => {
    const ledger = join(folder, '.mobile-distribution', 'packages.jsonl');
    const record = JSON.parse(readFileSync(ledger, 'utf8')) as Record<string, unknown>;
    ok(record['partsMs']);
    const partsMs = { checking: 60_000, building: 300_000, signing: 120_000, verifying: 120_000 };
    writeFileSync(ledger, `${JSON.stringify({ ...record, partsMs })}\n`);
    await window.page.evaluate(collectTimes);
    await window.runCommand(`${product}: Create Android Package`);
    await window.notification('is ready').waitFor();
    const seen = await window.page.evaluate<{ readonly status: readonly string[]; readonly rows: readonly string[] }>(
      'globalThis.timesLeft',
    );
    ok(
      seen.status.some((text) => /Android \d+ % · .*about \d+ min left/.test(text)),
      JSON.stringify(seen),
    );
    ok(
      seen.rows.some((text) => /~\d+ min · \d+ %/.test(text)),
      JSON.stringify(seen),
    );
    await clear();
  });

  it('reach a device; what a device refuses is explained', async () => {
    const refusing = { serial: 'emulator-5554', model: 'Old_Phone', installs: 'Failure [INSTALL_FAILED_UPDATE_INCOMPATIBLE: signatures]' };
    const app = 'dev.mobiledistribution.hello';
    const commands = { [`pidof ${app}`]: '7\n', [`cmd package uninstall ${app}`]: 'Success\n' };
    const pixel = { serial: 'R58M123', model: 'Pixel_8', commands, follows: { 'logcat -v time -T': '' } };
    const adb = new AdbStandIn([pixel, refusing]);
    await adb.start((await theStage()).address.adbPort);
    try {
      await window.runCommand(`${product}: Install on Device…`);
      await window.answer('1.0.0 (2)', 'Which package?');
      const devices = window.question.filter({ hasText: 'Install on Device' });
      await devices.waitFor();
      await settledQuickInput(window.page);
      await window.answer('Pixel', 'Install on Device');
      await window
        .notification(/is installed on Pixel/)
        .getByText('Start App', { exact: true })
        .waitFor();
      const bytes = readFileSync(join(folder, ledgerOf(folder)[1]?.path ?? ''));
      strictEqual(adb.installed.get('R58M123')?.equals(bytes), true);
      await clear();
      await window.runCommand(`${product}: Install on Device…`);
      await window.answer('1.0.0 (2)', 'Which package?');
      await window.answer('Old', 'Install on Device');
      const refusal = window.notification('An app with the same identifier and another signing key is installed');
      await refusal.waitFor();
      match(await refusal.innerText(), /Uninstall the app on the device, or sign with the same key/);
      strictEqual(adb.installed.size, 1);
      await clear();
      await window.runCommand(`${product}: Show Devices…`);
      await window.answer('Pixel', 'Devices');
      await window.answer('Show Log of App', 'Pixel 8');
      await until('the log is followed', () => adb.followers > 0 || undefined);
      await window.page.locator('.panel .terminal-wrapper.active').waitFor();
      await window.runCommand('Terminal: Kill All Terminals');
      await until('nobody follows the log', () => adb.followers === 0 || undefined);
      await window.runCommand(`${product}: Uninstall from Device…`);
      await window.answer('Pixel', 'Uninstall from Device');
      await window.pressInDialog(/^Uninstall$/);
      await window.notification(`${app} is uninstalled from Pixel 8.`).waitFor();
      deepStrictEqual(adb.requests.at(-1), `exec:cmd package uninstall ${app}`);
    } finally {
      await adb.stop();
    }
  });

  it('run commands of the project around them only when someone allows it for one package', async () => {
    const ran = join(folder, 'ran.txt');
    const build = { before: [['node', 'hook.cjs', 'before']], after: [['node', 'hook.cjs', 'after']] };
    writeSettings(folder, { build });
    writeFileSync(join(folder, 'hook.cjs'), `require('node:fs').appendFileSync('ran.txt', process.argv[2] + ' ');\n`);
    await window.runCommand(`${product}: Show Build Plan`);
    const plan = await window.editorText('build.after');
    match(plan, /1\. build\.before: node hook\.cjs before: skipped, as the build of the project was not allowed/);
    match(plan, /build\.after: node hook\.cjs after: skipped, as the build of the project was not allowed/);
    await window.runCommand('View: Close All Editors');
    await window.runCommand(`${product}: Create Android Package`);
    const ready = window.notification(/is ready\. The commands of build\.before are not run/);
    await ready.waitFor();
    strictEqual(existsSync(ran), false);
    await ready.getByText('Run Build…', { exact: true }).click();
    const question = window.page.locator('.monaco-dialog-box');
    match(await question.innerText(), /Run “node hook\.cjs before && node hook\.cjs after” to build Hello Web\?/);
    match(await question.innerText(), /can execute any code of this project/);
    await window.pressInDialog(/^Cancel$/);
    await clear();
    strictEqual(existsSync(ran), false);
    strictEqual(ledgerOf(folder).length, 3);
    await window.runCommand(`${product}: Run Build and Create Package…`);
    await window.pressInDialog(/^Run Build and Create Package$/);
    await window.notification('is ready').waitFor();
    strictEqual(readFileSync(ran, 'utf8'), 'before after ');
    strictEqual(ledgerOf(folder).length, 4);
    await clear();
  });

  it('that a reload of the window stops leave no process, and can be created again from a notification', async () => {
    const noted = join(folder, 'process.txt');
    writeSettings(folder, { build: { before: [['node', 'wait.cjs']] } });
    const waits = `require('node:fs').writeFileSync('process.txt', String(process.pid));\nsetTimeout(() => undefined, 600_000);\n`;
    writeFileSync(join(folder, 'wait.cjs'), waits);
    await window.runCommand(`${product}: Run Build and Create Package…`);
    await window.pressInDialog(/^Run Build and Create Package$/);
    const pid = await until('the command runs', () => (existsSync(noted) && Number(readFileSync(noted, 'utf8'))) || undefined);
    await window.reload();
    const told = window.notification('The package of Hello Web for Android was stopped when its window closed.');
    await told.waitFor();
    await until('the command ended with its window', () => !isRunning(pid) || undefined);
    rmSync(noted);
    await told.getByText('Create Again', { exact: true }).click();
    await window.notification(/is ready\. The commands of build\.before are not run/).waitFor();
    // It was allowed for the package that was stopped, not for this one.
    strictEqual(existsSync(noted), false);
    strictEqual(ledgerOf(folder).length, 5);
    await clear();
  });

  it('of another machine are explained from their log, with the cause at its line', async () => {
    const log = join(folder, 'ci.log');
    mkdirSync(join(folder, 'notes'));
    writeFileSync(join(folder, 'notes', 'Main.kt'), 'class Main\n\nfun main() {}\n');
    const sdkLine = 'SDK location not found. Define a valid SDK location with an ANDROID_HOME environment variable.';
    writeFileSync(
      log,
      `${'> Task :app:preBuild\n'.repeat(40)}* What went wrong:\n${sdkLine}\n/builds/acme/hello/notes/Main.kt:3:1: error\n\nBUILD FAILED in 3s\n`,
    );
    await window.runCommand(`${product}: Explain Build Log…`);
    await window.chooseFile(log, 'Explain Build Log');
    const told = window.notification('The Android SDK was not found');
    await told.getByText('Choose Android SDK…', { exact: true }).waitFor();
    // The line of the cause is the one with the cursor.
    await window.page
      .locator('.statusbar-item')
      .filter({ hasText: /^Ln 4[12], Col 1/ })
      .waitFor();
    await told.getByText('Show Problems', { exact: true }).click();
    await window.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'The Android SDK was not found' }).first().waitFor();
    // Of a path of another machine, which this project has too.
    await window.page
      .locator('.monaco-editor .detected-link')
      .first()
      .click({ modifiers: ['ControlOrMeta'] });
    await window.page.locator('.tab.active').filter({ hasText: 'Main.kt' }).waitFor();
    await window.page
      .locator('.statusbar-item')
      .filter({ hasText: /^Ln 3, Col 1/ })
      .waitFor();
    await window.runCommand('View: Close All Editors');
    await clear();
  });

  it('get a workflow for a CI service, which replaces one that is there only when someone wants that', async () => {
    // The workflow is of the repository.
    spawnSync('git', ['-C', folder, 'init', '-q']);
    const path = join(folder, '.gitlab-ci.yml');
    writeSettings(folder, { android: { appIdentifier: 'dev.mobiledistribution.hello', buildType: 'release' } });
    await window.treeRow(/^Android\s*release/).waitFor();
    await window.runCommand(`${product}: Generate CI Workflow…`);
    await window.answer('GitLab', 'Generate CI Workflow');
    await window.notification(/Add these secrets to GitLab CI\/CD: MDIST_KEYSTORE_BASE64, MDIST_KEYSTORE_PASSWORD/).waitFor();
    match(await window.editorText('stages: [package]'), /mdist package create/);
    await clear();
    writeFileSync(path, '# of somebody else\n');
    await window.runCommand(`${product}: Generate CI Workflow…`);
    await window.answer('GitLab', 'Generate CI Workflow');
    match(await window.page.locator('.monaco-dialog-box').innerText(), /Replace the workflow \.gitlab-ci\.yml\?/);
    await window.pressInDialog(/^Cancel$/);
    strictEqual(readFileSync(path, 'utf8'), '# of somebody else\n');
    await window.runCommand(`${product}: Generate CI Workflow…`);
    await window.answer('GitLab', 'Generate CI Workflow');
    await window.pressInDialog(/^Replace$/);
    await until('the workflow is written', () => readFileSync(path, 'utf8').includes('stages: [package]') || undefined);
    await clear();
  });

  it('do not take a key of a store into the next commit: a button of the form adds it to .gitignore', async () => {
    await window.runCommand('View: Close All Editors');
    const key = { type: 'service_account', private_key: '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n' };
    writeFileSync(join(folder, 'play-store.json'), JSON.stringify(key));
    await window.runCommand(`${product}: Configure Package Settings`);
    const form = await window.webview('The key play-store.json for the store is not ignored by git');
    await form.getByRole('button', { name: 'Add to .gitignore' }).first().click();
    const ignored = join(folder, '.gitignore');
    await until(
      'the key is ignored',
      () => (existsSync(ignored) && readFileSync(ignored, 'utf8').split('\n').includes('/play-store.json')) || undefined,
    );
    await form.getByText('is not ignored by git').first().waitFor({ state: 'detached' });
  });

  it('know values that the project computes when someone lets its tools run, and the form says which tool said them', async () => {
    await window.runCommand('View: Close All Editors');
    const phone = join(folder, 'phone');
    const bin = join(phone, 'node_modules', 'expo', 'bin');
    mkdirSync(bin, { recursive: true });
    const config = { name: 'Phone', version: '2.0.0', android: { package: 'com.acme.phone', versionCode: 42 } };
    writeFileSync(
      join(bin, 'cli.cjs'),
      `require('node:fs').writeFileSync('asked.txt', ''); console.log(${JSON.stringify(JSON.stringify(config))});\n`,
    );
    writeFileSync(join(phone, 'node_modules', 'expo', 'package.json'), '{ "version": "57.0.0", "bin": { "expo": "bin/cli.cjs" } }');
    writeFileSync(join(phone, 'app.config.ts'), 'export default { name: "Phone", android: { package: process.env.APP_ID } };\n');
    writeFileSync(join(phone, 'mobile-distribution.json'), '{ "android": {} }\n');
    writeFileSync(join(phone, 'package.json'), '{ "name": "phone", "dependencies": { "expo": "57.0.0" } }');
    await window.treeRow('Phone').waitFor();
    await window.runCommand(`${product}: Configure Package Settings`);
    await window.answer('Phone', 'Which app?');
    const form = await window.webview('the build computes it');
    strictEqual(existsSync(join(phone, 'asked.txt')), false);
    await form.getByRole('button', { name: 'Evaluate Project Values…' }).first().click();
    await window.pressInDialog(/^Run Project Tools$/);
    await window.notification('expo config --json --type public says: Android com.acme.phone 2.0.0 (42)').waitFor();
    await form.getByText('from app.config.ts, evaluated by expo config').first().waitFor();
    strictEqual(existsSync(join(phone, 'asked.txt')), true);
    strictEqual(readFileSync(join(phone, 'mobile-distribution.json'), 'utf8'), '{ "android": {} }\n');
    // What was said of another configuration says nothing of this one.
    writeFileSync(join(phone, 'app.config.ts'), 'export default { name: "Phone", android: { package: process.env.OTHER_ID } };\n');
    await form.getByText('the build computes it').first().waitFor();
    await form.getByText('evaluated by expo config').first().waitFor({ state: 'detached' });
    // Asked once; a quick fix at the line does the same.
    await window.openFile('app.config.ts');
    await window.page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'the build compute' }).first().dblclick();
    await window.runCommand('View: Focus Active Editor Group');
    await until('the quick fix is offered', async () => {
      await window.page.keyboard.press('ControlOrMeta+.');
      const offered = window.page.locator('.action-widget').getByText('Evaluate Project Values…').first();
      const isOffered = await offered.waitFor({ timeout: 3000 }).then(
        () => true,
        () => undefined,
      );
      await window.page.keyboard.press('Escape');
      return isOffered;
    });
  });
});

/** Those of the sample, with more. */
function writeSettings(folder: string, more: object): void {
  const settings = {
    name: 'Hello Web',
    version: '1.0.0',
    engine: 'web',
    web: { webDir: 'www' },
    android: { appIdentifier: 'dev.mobiledistribution.hello' },
  };
  writeFileSync(join(folder, 'mobile-distribution.json'), JSON.stringify({ ...settings, ...more }));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Runs in the page: collects what the status bar and the rows of trees say of times, since no one knows when that is. */
const collectTimes = `(() => {
  const seen = { status: [], rows: [] };
  globalThis.timesLeft = seen;
  const look = () => {
    for (const [kind, selector] of [
      ['status', '.statusbar-item[id*="mobileDistribution.status"]'],
      ['rows', '.pane-body .monaco-list-row'],
    ])
      for (const { innerText } of document.querySelectorAll(selector))
        if (/left|~\\d/.test(innerText) && !seen[kind].includes(innerText)) seen[kind].push(innerText);
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
})()`;
