/** `mdist release create`: uploads a package and distributes it. */

import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { UploadJournal } from '../../../releases/client/uploadJournal.ts';
import { connect, serverApp, serverAppOption, serverOptions } from './connect.ts';
import { buildOptions, packageBuild } from './packageBuild.ts';
import { readNotes } from './readNotes.ts';
import { writeRelease } from './releaseFacts.ts';

export const releaseCreate: Command = {
  path: ['release', 'create'],
  summary: 'Upload a package to a release server and distribute it to groups, testers and stores',
  details: [
    'The app is created on first use, with the group Collaborators. A group that does not exist and notes that are too long are reported before anything is created or sent. Ctrl+C stops the upload and removes it from the server.',
    'The same package with the same versions is the same release: running the command again is safe. An upload that was cut off goes on where it stopped.',
    'Groups that release.rules of mobile-distribution.json names for the branch get the release as well.',
    'Versions are read from the package where it contains them. A .zip always needs --version; a .dmg that cannot be read needs --version and --build-number.',
  ],
  options: {
    ...serverOptions,
    ...serverAppOption,
    ...buildOptions,
    file: { type: 'path', placeholder: 'FILE', says: 'The package' },
    group: { type: 'text', placeholder: 'NAME', isRepeatable: true, says: 'Group that gets the release' },
    tester: { type: 'text', placeholder: 'EMAIL', isRepeatable: true, says: 'Tester who gets the release' },
    store: { type: 'text', placeholder: 'NAME', isRepeatable: true, says: 'Store of the server that gets the release' },
    'notes-file': { type: 'path', placeholder: 'FILE', says: 'Release notes, Markdown, up to 5,000 characters' },
    version: { type: 'text', placeholder: 'VERSION', says: 'Version, for packages that do not contain one' },
    'build-number': { type: 'text', placeholder: 'NUMBER', says: 'Build number, for packages that do not contain one' },
    mandatory: { type: 'flag', says: 'Testers must install the release' },
    'no-notify': { type: 'flag', says: 'Do not notify testers' },
  },
  examples: [
    'mdist release create --server-app me/hello --file hello.apk --group Beta',
    'mdist release create --server https://releases.example.com --token env:T --server-app acme/hello --file hello.apk --group Beta --notes-file notes.md --mandatory --json',
  ],
  run: async (input, services) => {
    const { files, paths } = services.ports;
    const path = input.path('file');
    if (path === undefined) throw usageFailure('--file is missing', 'Use --file FILE');
    const name = serverApp(input);
    const notes = await readNotes(input, services);
    const client = await connect(input, services);
    const file = await files.openFile(path);
    try {
      const fileName = paths.basename(path);
      const { build, groups: ruled, issues } = await packageBuild(input, services, path, file);
      const groups = [...new Set([...input.textList('group'), ...ruled])];
      const stores = input.textList('store');
      await client.ensureApp(name, fileName, { groups, stores, notes });
      const journal = new UploadJournal(paths.join(services.userFolder, 'uploads'));
      const key = [client.server, name.owner, name.app, path, file.size, (await files.stat(path))?.modifiedAt.getTime() ?? 0];
      const release = await client.createRelease(name, {
        fileName,
        file,
        shortVersion: input.text('version'),
        version: input.text('build-number'),
        groups,
        testers: input.textList('tester'),
        stores,
        notes,
        isMandatory: input.flag('mandatory'),
        notifiesTesters: !input.flag('no-notify'),
        build,
        sending: {
          uploadId: await journal.find(key),
          onBegin: async (uploadId) => await journal.remember(key, uploadId),
          onProgress: (done) => services.report({ step: 'uploading', fraction: done / file.size }),
          isRemovedWhenCancelled: true,
        },
      });
      await journal.forget(key);
      return { document: { ...release }, issues, write: (page) => writeRelease(page, release) };
    } finally {
      await file.close();
    }
  },
};
