/** Every check of signing, identity and settings: exactly what each row expects, from the core and through `validate --json`. */

import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { SessionCache } from '../../src/core/assets/sessionCache.ts';
import { type IssueJson } from '../../src/cli/report/issueJson.ts';
import { p12Of } from '../support/applePki.ts';
import { withinProcessorTime } from '../support/processorTime.ts';
import { androidRows } from './androidRows.ts';
import { type ArrangedApp, type CheckRow } from './checkRow.ts';
import { firstFixes, fixKind } from './firstFixes.ts';
import { arrangeIosApp, leaf, pki } from './iosApp.ts';
import { iosRows } from './iosRows.ts';
import { foundByCore, issuesOf, runValidate, shown } from './runRow.ts';

const rows: readonly CheckRow[] = [...androidRows, ...iosRows];

function checkRow(row: CheckRow): void {
  it(`${row.platform}: ${row.title}`, async () => {
    const arranged = await row.arrange();
    // Both runs would derive the same keys.
    const app: ArrangedApp = { ...arranged, world: { sessionCache: new SessionCache(), ...arranged.world } };
    const found = await foundByCore(row, app);
    deepStrictEqual(
      found.map((issue, index) => shown(issue, row.expected[index])),
      row.expected,
    );
    for (const issue of found) checkIssue(issue, app);
    const [first] = found;
    if (row.says !== undefined) ok(`${first?.message} → ${first?.remedy}`.includes(row.says), first?.message);

    const result = await runValidate(row, app, '--json');
    deepStrictEqual(issuesOf(result), found);
    strictEqual(result.exitCode, row.expected.some((text) => text.startsWith('error ')) ? 1 : 0);
  });
}

function checkIssue({ code, message, remedy, file, line, column, pointer, fixes }: IssueJson, { files }: ArrangedApp): void {
  const isOfProfile = code.startsWith('file-') && pointer === '/ios/provisioningProfile';
  // That of a program inside the app is an item of a list, which is edited by hand: no fix may change the profile of the app instead.
  if (pointer?.startsWith('/ios/extensionProfiles/')) ok(fixes?.every((title) => !/^(?:Set|Choose)/.test(title)) !== false, String(fixes));
  else strictEqual(fixKind(fixes?.[0]), isOfProfile ? 'Choose another provisioning profile' : firstFixes.get(code), code);
  // No value is missing in the sentences.
  ok(!/undefined|NaN|\[object|(^|\s)\{\w+\}/.test(`${message} ${remedy}`), `${message} → ${remedy}`);
  if (!pointer || line === undefined || column === undefined) return;
  // The place is the value of the settings, or the key of the object that it is missing in.
  const lineText = files.text(file ?? '')?.split('\n')[line - 1] ?? '';
  ok(/^["\d[{]/.test(lineText.slice(column - 1)), `${code} at ${pointer} is ${line}:${column}`);
}

describe('the checks of an app', () => {
  for (const row of rows) checkRow(row);

  it('takes little time once the key of a certificate is derived', async () => {
    // As Xcode's folder of an old machine.
    const old = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `/home/ada/Library/MobileDevice/Provisioning Profiles/${index}.mobileprovision`,
        pki.profile({ identifier: `com.acme.old${index}` }),
      ]),
    );
    const certificate = await p12Of([leaf], 'modern');
    const arranged = await arrangeIosApp({
      certificate: () => certificate,
      profile: { identifier: 'com.acme.other', hasDer: true },
      files: old,
    });
    const app: ArrangedApp = { ...arranged, world: { ...arranged.world, sessionCache: new SessionCache() } };
    const row = { platform: 'ios' as const };
    ok((await foundByCore(row, app)).some(({ code }) => code === 'profile-identifier-differs'));
    // What it takes on the clock is for the bench; here only that nothing is derived or parsed again without need.
    await withinProcessorTime(1000, async () => await foundByCore(row, app));
  });
});
