/** `mdist package create`: the main job, from the settings to a verified package. */

import { createPackage } from '../../../core/workflow/createPackage.ts';
import { platforms } from '../../../core/settings/platform.ts';
import { type PackageRecord } from '../../../core/versions/packageRecord.ts';
import { type Command } from '../../grammar/command.ts';
import { fingerprintText } from '../../../core/base/fingerprintText.ts';
import { shellWord } from '../../report/shellWord.ts';
import { appFolder, appOption, keystorePasswordOptions, keystorePasswords, platformOption } from '../sharedOptions.ts';
import { readSettingsOptions, settingsOptions } from '../settingsOptions.ts';

export const packageCreate: Command = {
  path: ['package', 'create'],
  summary: 'Build, sign, verify and record a package of the app',
  details: [
    'All checks run before the build. The new package is compared with the request before it is saved under its name. If packaging stops, only the log remains.',
    'Options override the settings for this package. Debug packages are signed with your debug key, which is created on first use.',
  ],
  options: {
    ...appOption,
    ...platformOption,
    ...settingsOptions(),
    ...keystorePasswordOptions,
    'run-build': {
      type: 'flag',
      says: 'Run the build of the web project first: web.build, else the build script of package.json. This runs code of the project',
    },
    output: { type: 'path', placeholder: 'DIR', says: 'Folder for the package (default: .mobile-distribution/packages)' },
  },
  examples: [
    'mdist package create --platform android --build-type debug',
    'mdist package create --app apps/hello --build-type release --keystore-password env:STORE_PASSWORD',
    'mdist package create --platform android --run-build',
    'mdist package create --build-type app-bundle --version 1.5.0 --output out --json',
  ],
  run: async (input, services) => {
    const { signal, report } = services;
    const folder = appFolder(input, services);
    const outputFolder = input.path('output');
    const made = await createPackage(await services.loadWorkflow(), {
      appFolder: folder,
      platform: input.choice('platform', platforms) ?? 'android',
      overrides: readSettingsOptions(input),
      ...(outputFolder !== undefined && { outputFolder }),
      ...(input.flag('run-build') && { runsProjectBuild: true }),
      passwords: keystorePasswords(input, services),
      report,
      signal,
    });
    const { record, path, format, logPath, issues } = made;
    const { path: _, ...facts } = record;
    return {
      document: { ...facts, path, format, logPath },
      issues,
      write: (page) => {
        page.heading(`${record.name} ${record.version} (${record.versionCode}) for ${record.platform} is ready`);
        page.facts([
          ['Package', path],
          ['Size', `${record.sizeBytes} bytes`],
          ['SHA-256', record.sha256],
          ['App identifier', record.appIdentifier],
          ['Build type', record.buildType],
          ['Engine', `${record.engine} ${record.engineVersion}`],
          ['Signed by', record.signerSha256 && fingerprintText(record.signerSha256)],
          ['Created', `${record.createdAt} by ${record.createdBy}`],
          ['Commit', commitText(record)],
          ['Log', logPath],
        ]);
      },
      next: [`mdist package inspect ${shellWord(path)}`],
    };
  },
};

/** A working tree whose state is unknown is shown as unknown, not as clean. */
function commitText({ commit, hasUncommittedChanges }: PackageRecord): string | undefined {
  if (commit === undefined) return undefined;
  if (hasUncommittedChanges === undefined) return `${commit}, uncommitted changes unknown`;
  return `${commit}${hasUncommittedChanges ? ' with uncommitted changes' : ''}`;
}
