/** `mdist ci init`: writes a workflow for a CI service that builds, signs, verifies and releases the packages of an app. */

import { utf8 } from '../../../core/base/bytes.ts';
import { hasErrors } from '../../../core/base/issue.ts';
import { issuesFound } from '../../../core/base/issuesFound.ts';
import { present } from '../../../core/base/present.ts';
import { platforms } from '../../../core/settings/platform.ts';
import { ciFile, ciProviders } from '../../../core/workflow/ci/ciProviders.ts';
import { ciSecrets } from '../../../core/workflow/ci/ciWorkflow.ts';
import { proposeCi } from '../../../core/workflow/ci/proposeCi.ts';
import { openApp } from '../../../core/workflow/openApp.ts';
import { type Command } from '../../grammar/command.ts';
import { usageFailure } from '../../grammar/usageFailure.ts';
import { appFolder, appOption } from '../sharedOptions.ts';

export const ciInit: Command = {
  path: ['ci', 'init'],
  summary: 'Write a workflow for a CI service that builds, signs, verifies and releases the app',
  details: [
    'The workflow runs for tags that begin with v, and by hand. It builds one package for each platform, and each --variant, with the build type of the settings, and takes version codes from the number of the run.',
    'Keystore, certificate, profile and passwords are secrets of the service; the command prints their names. Files with them exist only while a package is signed.',
    'With --server, each package is released there. A release server that is not reached from the service cannot be used.',
  ],
  options: {
    ...appOption,
    provider: { type: 'choice', choices: ciProviders, says: 'The CI service' },
    platform: { type: 'choice', choices: platforms, isRepeatable: true, says: 'Platform to build for (default: those of the app)' },
    variant: {
      type: 'text',
      placeholder: 'NAME',
      isRepeatable: true,
      says: 'Flavor, variant or scheme to build (default: that of the settings, or the only one); can be repeated',
    },
    server: { type: 'text', placeholder: 'URL', says: 'Release server that gets the packages' },
    'server-app': { type: 'text', placeholder: 'OWNER/APP', says: 'The app on the server' },
    group: { type: 'text', placeholder: 'NAME', says: 'Group that gets the releases' },
    force: { type: 'flag', says: 'Replace an existing workflow' },
    'dry-run': { type: 'flag', says: 'Print the workflow and write nothing' },
  },
  examples: [
    'mdist ci init --provider github',
    'mdist ci init --provider gitlab --platform android --dry-run',
    'mdist ci init --provider github --platform android --variant free --variant paid',
    'mdist ci init --provider github --server https://releases.example.com --server-app acme/hello --group Beta',
  ],
  run: async (input, services) => {
    const provider = input.choice('provider', ciProviders);
    if (provider === undefined) throw usageFailure('--provider is missing', `Use --provider ${ciProviders.join('|')}`);
    const [server, serverApp, group] = [input.text('server'), input.text('server-app'), input.text('group')];
    if ((server === undefined) !== (serverApp === undefined))
      throw usageFailure('--server and --server-app belong together', 'Give both, or none');
    if (server !== undefined && !URL.canParse(server))
      throw usageFailure(`--server ${server} is not an address`, 'Use one such as https://releases.example.com');
    const world = await services.loadWorkflow();
    const opened = await openApp(world, appFolder(input, services));
    const { root, app, issues } = await proposeCi(world, opened, {
      productVersion: services.productVersion,
      platforms: input.choiceList('platform', platforms),
      variants: input.textList('variant'),
      ...(server !== undefined && serverApp !== undefined && { server: { url: server, app: serverApp, ...present('group', group) } }),
    });
    if (!app || hasErrors(issues)) throw issuesFound(issues);
    const file = ciFile(provider, app);
    const path = world.paths.join(root, ...file.path.split('/'));
    const secrets = ciSecrets(app);
    const isDryRun = input.flag('dry-run');
    if (!isDryRun) {
      if (!input.flag('force') && (await world.files.stat(path)))
        throw usageFailure(`There is a workflow already: ${path}`, 'Join the two by hand with --dry-run, or use --force to replace it');
      await world.files.writeFile(path, utf8(file.text), { within: root });
    }
    return {
      document: { provider, path, written: !isDryRun, secrets, ...(isDryRun && { text: file.text }) },
      issues,
      write: (page) => {
        page.heading(isDryRun ? `Nothing was written. This would be ${path}:` : `Created ${path}`);
        if (isDryRun) for (const line of file.text.trimEnd().split('\n')) page.line(line);
        if (secrets.length > 0)
          page.table(
            ['Secret to add', 'What it is'],
            secrets.map(({ name, says }) => [name, says]),
          );
      },
    };
  },
};
