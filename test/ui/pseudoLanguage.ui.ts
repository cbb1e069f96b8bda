import { deepStrictEqual } from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pseudoText } from '../../scripts/l10n/pseudoLanguage.ts';
import { faultyApp, freshApp, picturePassword, releaseApp } from '../../scripts/screenshots/pictureApps.ts';
import { openPaletteWith } from '../../scripts/vscode/palette.ts';
import { settledQuickInput } from '../../scripts/vscode/quickInput.ts';
import { ApplePki, p12Of } from '../support/applePki.ts';
import { LanguageWatch } from './support/languageWatch.ts';
import { isOneStory } from './support/story.ts';

/** What the samples say themselves. */
const own = [
  /Hello (Web|Developers)/g,
  /\b(dev|com|org)\.[\w.]+/g,
  /\bAda Lovelace( <ada@example\.com>)?/g,
  /\b(www|wwww|hello-web|2hello)\b/g,
];

const tree = '.sidebar .pane-body .monaco-list-row';
/** Names that Apple gives to certificates and entitlements, and values of entitlements. */
const ofProfiles = [/Apple Distribution/g, /\b[a-z]+(-[a-z]+)+\b/g, /^(true|false)$/g];

const dialog = '.monaco-dialog-box .dialog-message-text, .monaco-dialog-box .dialog-message-detail, .monaco-dialog-box .monaco-button';

describe('a new app in a language no one speaks', () => {
  isOneStory();
  let watch: LanguageWatch;

  it('has a way in', async () => {
    watch = await LanguageWatch.open('new-app', own, freshApp);
    await watch.part('welcome', '.welcome-view-content');
    await watch.part('title of the view', '.sidebar .composite.title .title-label');
    await watch.run('Open Walkthrough');
    await watch.window.page.getByText(pseudoText('Set up your app')).first().waitFor();
    await watch.part('walkthrough', '.gettingStartedSlideDetails', [/Mark Done|Next Section|Go Back/g]);
    await openPaletteWith(watch.window.page, 'Mobile Distribution: ');
    await settledQuickInput(watch.window.page);
    // Below a title that is translated VS Code tells the English one.
    await watch.part('commands', '.quick-input-list .quick-input-list-rows > .quick-input-list-row:first-child');
    await watch.escape();
  });

  it('is set up in a form', async () => {
    await watch.run('Set Up App');
    await watch.page('form', pseudoText('App identifier'));
    await watch.run('Import Settings…');
    await watch.notification('nothing to import');
  });

  it('gets a keystore', async () => {
    await watch.run('Create Keystore…');
    await watch.question('kind of keystore', 'Create Keystore');
    await watch.window.answer(pseudoText('Choose Each Value…'), pseudoText('Create Keystore'));
    await watch.wizard('Create Keystore', 7);
    await watch.notification('keystore made', pseudoText('Switch to Release Build'));
    await watch.run('Copy Certificate Fingerprints…');
    await watch.question('fingerprints', 'Copy Certificate Fingerprints');
    await watch.escape();
  });

  it('gets a certificate', async () => {
    await watch.run('Request Apple Certificate…');
    await watch.wizard('Request Apple Certificate', 4, [/ada@example\.com/g]);
    await watch.notification('certificate requested', 'apple.certSigningRequest');
  });

  it('was translated everywhere, and cut off nowhere', () => {
    deepStrictEqual(watch.findings, []);
  });
});

describe('a ready app in a language no one speaks', () => {
  isOneStory();
  let watch: LanguageWatch;

  it('asks for a password, and says why it asks again', async () => {
    const pki = new ApplePki();
    const leaf = pki.leaf();
    watch = await LanguageWatch.open('ready-app', [...own, /\bLab\b( Corp)?|TEAM123456|identity 1|xrOS|visionOS/g], async (folder) => {
      const opened = await releaseApp(folder);
      // Quick Open finds no file that git ignores, as it does the folder of the keystore.
      mkdirSync(join(folder, 'apple'));
      writeFileSync(join(folder, 'apple', 'distribution.p12'), await p12Of([leaf], 'modern'));
      writeFileSync(join(folder, 'apple', 'adhoc.mobileprovision'), pki.profile({ certificates: [leaf] }));
      writeFileSync(join(folder, 'apple', 'page.mobileprovision'), '<!doctype html><title>Sign in</title>');
      return opened;
    });
    await watch.window.treeRow(pseudoText('Keystore')).waitFor();
    await watch.part('tree', tree);
    await watch.run('Set Password…');
    await watch.question('password', 'Keystore password');
    await watch.window.answer('guess', pseudoText('Keystore password'));
    await watch.question('wrong password', 'Wrong keystore password');
    await watch.window.answer(picturePassword, pseudoText('Keystore password'));
    await watch.run('Configure Package Settings');
    await watch.page('form', pseudoText('App identifier'));
  });

  it('becomes a package that is shared', async () => {
    await watch.run('Create Android Package');
    await watch.part('status', '.statusbar-item[id*="mobileDistribution.status"]');
    await watch.notification('package made', 'Hello Web 1.0.0 (1)');
    await watch.part('tree with package', tree);
    await watch.run('Show Install QR Code');
    await watch.part('consent', dialog);
    await watch.window.pressInDialog(/Šĥåŕé/);
    await watch.page('install panel', pseudoText('SHA-256'));
    await watch.run('Delete Package');
    await watch.part('deletion', dialog);
    await watch.escape();
  });

  it('and its files are looked into', async () => {
    await watch.run('Inspect Package…');
    await watch.question('inspected package', 'Inspect which package?');
    await watch.window.confirm(pseudoText('Inspect which package?'));
    await watch.page('package viewer', pseudoText('Signatures valid'), [/^ja: .*/g, /^(activity|provider)$/g]);
    await watch.run('Open Signing Asset');
    await watch.page('viewer of the keystore', 'upload.p12', [/^\[\n {2}\{[^]*$/g]);
    for (const name of ['distribution.p12', 'adhoc.mobileprovision', 'page.mobileprovision']) {
      await watch.window.openFile(name);
      await watch.page(`viewer of ${name}`, name, ofProfiles);
    }
  });

  it('was translated everywhere, and cut off nowhere', () => {
    deepStrictEqual(watch.findings, []);
  });
});

describe('an app with problems in a language no one speaks', () => {
  isOneStory();
  let watch: LanguageWatch;
  /** Codes of issues, places in a file, and what the file says. */
  const facts = [/^[a-z\d]+(-[a-z\d]+)+$/g, /\[Ln \d+, Col \d+\]/g];

  it('says what is wrong in a list and in the tree', async () => {
    watch = await LanguageWatch.open('faulty-app', own, faultyApp);
    await watch.run('Validate App');
    await watch.part('problems', '.markers-panel .monaco-list-row', facts);
    await watch.part('tree', tree);
    await watch.run('Configure Package Settings');
  });

  it('and in the form, and in its text, with what can be done', async () => {
    const { page } = watch.window;
    const form = await watch.page('form', pseudoText('App identifier'), facts);
    await form.getByText(pseudoText('Open as Text')).click();
    await page.locator('.squiggly-error').first().waitFor();
    await watch.part('lenses', '.codelens-decoration');
    await watch.window.runCommand('View: Focus Active Editor Group');
    await watch.window.runCommand('Go to Next Problem (Error, Warning, Info)');
    await watch.part('problem in the text', '.marker-widget .descriptioncontainer', facts);
    await watch.escape();
    await page.keyboard.press('ControlOrMeta+.');
    await page.locator('.action-widget .monaco-list-row').first().waitFor();
    await watch.part('quick fixes', '.action-widget .monaco-list-row .title', [/[a-z]+(-[a-z]+)+/g]);
    await watch.escape();
  });

  it('and when it is built or the machine is looked at', async () => {
    await watch.run('Create Android Package');
    await watch.notification('package not made');
    await watch.run('Check Environment (Doctor)');
    await watch.window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await watch.question('doctor', 'Check Environment', [
      /git version \S+|code-server|server-distro|VS Code|localhost:\d+/g,
      // Names of engines and of tools.
      /\b(gradle|archive|xcode|flutter|web)\b|\b(JDK|Gradle|Xcode)\b|Android SDK/g,
    ]);
    await watch.escape();
  });

  it('was translated everywhere, and cut off nowhere', () => {
    deepStrictEqual(watch.findings, []);
  });
});
