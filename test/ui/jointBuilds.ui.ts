/** Two variants of a project in one run of real Gradle, from the question which variants to two packages with records and logs of their own. */

import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { product } from '../../scripts/screenshots/pictureGestures.ts';
import { prepareGradle, sdkFolder } from '../../scripts/engines/prepareGradle.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { skipCurrent } from '../support/currentRunnable.ts';
import { ledgerOf } from '../support/productFiles.ts';
import { until } from '../support/until.ts';
import { openWindow, theStage } from './support/stage.ts';
import { isOneStory } from './support/story.ts';

/** Of a build on a busy machine. */
const buildLimitMs = 600_000;

describe('two variants of a project in the window', function () {
  this.timeout(buildLimitMs * 2);
  isOneStory();

  before(async () => {
    if (!(await prepareGradle((line) => console.log(`  ${line}`)))) skipCurrent('Gradle and the Android plugin are not installed');
  });

  it('are asked for once, and built by one run of Gradle', async () => {
    const folder = (await theStage()).workspace('joint-builds');
    cpSync(join(projectRoot, 'samples', 'gradle-app'), folder, {
      recursive: true,
      filter: (path) => !/[\\/](?:build|\.gradle|\.mobile-distribution)$/.test(path),
    });
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'mobileDistribution.toolchains.androidSdk': sdkFolder }));
    writeFileSync(join(folder, 'mobile-distribution.json'), JSON.stringify({ name: 'Shop', android: { buildType: 'debug' } }));
    const window = await openWindow(folder);
    await window.treeOfApps();
    await window.treeRow(/^Android/).waitFor();
    await window.runCommand(`${product}: Create Android Package`);
    await window.answer('Several Variants…', 'Which variant of Shop');
    const variants = window.question.filter({ hasText: 'Which variant of Shop' });
    await variants.locator('.quick-input-header').locator('.monaco-custom-toggle, input[type="checkbox"]').first().click();
    await window.page.keyboard.press('Enter');
    await window
      .treeRow(/Creating/)
      .first()
      .waitFor();
    const failed = window.page.locator('.statusbar-item').filter({ hasText: /failed/i });
    const isDone = async (): Promise<true | undefined> => ledgerOf(folder).length === 2 || (await failed.count()) > 0 || undefined;
    await until('both packages are recorded', isDone, buildLimitMs);
    strictEqual(await failed.count(), 0);
    await window
      .notification(/Shop.* is ready/)
      .first()
      .waitFor();
    deepStrictEqual(
      ledgerOf(folder)
        .map(({ variant, appIdentifier }) => `${variant ?? ''} ${appIdentifier}`)
        .toSorted(),
      ['freeDebug dev.mobiledistribution.shop.free.debug', 'paidDebug dev.mobiledistribution.shop.debug'],
    );
    const logs = join(folder, '.mobile-distribution', 'logs');
    const texts = readdirSync(logs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.log'))
      .map((name) => readFileSync(join(logs, name), 'utf8'));
    strictEqual(texts.length, 2);
    for (const text of texts) match(text, /:app:assembleFreeDebug :app:assemblePaidDebug/);
    // Each package is below the row of its variant, which counts it.
    await window.treeRow(/^freeDebug\s*1 · dev\.mobiledistribution\.shop\.free\.debug/).waitFor();
    await window.treeRow(/^paidDebug\s*1 · /).waitFor();
    await window.treeRow(/^freeRelease\s*none yet/).waitFor();
    await window.page.locator('[role="treeitem"][aria-label*="(Android), freeDebug, "]').waitFor();
  });
});
