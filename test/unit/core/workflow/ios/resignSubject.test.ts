import assert from 'node:assert/strict';
import { isFailure } from '../../../../../src/core/base/failure.ts';
import { openResignSubject, profileChoices } from '../../../../../src/core/workflow/ios/resignSubject.ts';
import { type WorkflowWorld } from '../../../../../src/core/workflow/workflowWorld.ts';
import { ApplePki } from '../../../../support/applePki.ts';
import { appContent, appRoot, extensionRoot, packContent, sealedContent } from '../../../../support/sealedApps.ts';
import { MemoryFiles } from '../../../../support/memoryFiles.ts';
import { workflowWorld } from '../../../../support/workflowWorld.ts';

const pki = new ApplePki();
const leaf = pki.leaf();
const [one, two, three] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];

describe('a package that is to be signed again', () => {
  async function world(): Promise<WorkflowWorld> {
    const made = workflowWorld(new MemoryFiles(), { trustedRoots: [pki.root] });
    const profile = pki.profile({ certificates: [leaf], name: 'Present', devices: [one, two] });
    const programs = new Map([
      [appRoot, { profile }],
      [extensionRoot, {}],
    ]);
    await made.files.writeFile('/app/signed.ipa', await packContent(await sealedContent({ pki, programs })));
    await made.files.writeFile('/app/bare.ipa', await packContent(appContent()));
    const create = (name: string, options: Parameters<ApplePki['profile']>[0]) =>
      made.files.writeFile(`/app/${name}.mobileprovision`, pki.profile({ certificates: [leaf], name, ...options }));
    const made2026 = { CreationDate: new Date('2026-10-01T00:00:00Z') };
    await create('newer', { devices: [one, three], change: made2026 });
    await create('wide', { identifier: '*', devices: [one, two, three], change: made2026 });
    await create('store', { kind: 'app-store', change: made2026 });
    await create('other', { identifier: 'org.other' });
    await create('old', { devices: [one, two] });
    await create('over', { expiresAt: new Date('2026-01-01T00:00:00Z') });
    return made;
  }

  it('says which programs it has, and which profile each has now', async () => {
    const subject = await openResignSubject(await world(), '/app/signed.ipa');
    assert.deepEqual([subject.identifier, subject.version, subject.versionCode], ['com.acme.hello', '1.0.0', '1']);
    assert.deepEqual(
      subject.programs.map(({ path, identifier, profile }) => [path, identifier, profile?.name]),
      [
        ['', 'com.acme.hello', 'Present'],
        ['PlugIns/Share.appex', 'com.acme.hello.share', undefined],
      ],
    );
    await assert.rejects(openResignSubject(await world(), '/app/newer.mobileprovision'), (error) => isFailure(error, 'issues-found'));
  });

  it('offers the profiles that cover a program, the best first, with the devices they change', async () => {
    const made = await world();
    const { programs } = await openResignSubject(made, '/app/signed.ipa');
    const beside = ['old', 'store', 'wide', 'newer', 'other', 'over', 'absent'].map((name) => `/app/${name}.mobileprovision`);
    const shown = async (index: number): Promise<readonly unknown[]> => {
      const program = programs[index];
      assert.ok(program);
      const choices = await profileChoices(made, program, beside);
      return choices.map(({ inspection, problem, newDevices, lostDevices }) => [
        inspection.name,
        newDevices,
        lostDevices,
        problem !== undefined,
      ]);
    };
    assert.deepEqual(await shown(0), [
      ['newer', 1, 1, false],
      ['old', 0, 0, false],
      ['wide', 1, 0, false],
      ['store', 0, 2, false],
      ['over', 2, 2, true],
    ]);
    assert.deepEqual(await shown(1), [['wide', 3, 0, false]]);
  });
});
