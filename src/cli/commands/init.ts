/** `mdist init`: writes the settings file of an app, filled in from the project. */

import { fromUtf8, utf8 } from '../../core/base/bytes.ts';
import { Failure } from '../../core/base/failure.ts';
import { createIssue, hasErrors, type Issue } from '../../core/base/issue.ts';
import { issuesFound } from '../../core/base/issuesFound.ts';
import { largestSettingsFile } from '../../core/settings/settingsFile.ts';
import { inspectSettings } from '../../core/settings/inspectSettings.ts';
import { checkAppIdentifier } from '../../core/settings/checks/appIdentifier.ts';
import { checkAppName } from '../../core/settings/checks/appName.ts';
import { describeOrigin } from '../../core/settings/origin.ts';
import { evaluateProject } from '../../core/workflow/evaluateProject.ts';
import { openApp, type OpenedApp } from '../../core/workflow/openApp.ts';
import { proposeImportedSettings } from '../../core/workflow/proposeImportedSettings.ts';
import { type GivenValues, proposeSettings } from '../../core/workflow/proposeSettings.ts';
import { type CommandServices } from '../commandServices.ts';
import { type Command, type CommandOutcome } from '../grammar/command.ts';
import { type CommandInput } from '../grammar/commandInput.ts';
import { usageFailure } from '../grammar/usageFailure.ts';
import { initImport } from './initImport.ts';
import { appArgument, appFolder, appOption } from './sharedOptions.ts';

export const init: Command = {
  path: ['init'],
  summary: 'Create mobile-distribution.json for the app with values from the project',
  options: {
    ...appOption,
    name: { type: 'text', placeholder: 'NAME', says: 'The app name (default: from the project)' },
    'app-identifier': {
      type: 'text',
      placeholder: 'ID',
      says: 'App identifier such as com.acme.hello (default: from the project, otherwise a placeholder)',
    },
    'web-dir': { type: 'text', placeholder: 'DIR', says: 'Folder of the built web files, relative to the app (default: detected)' },
    evaluate: { type: 'flag', says: 'Run the tools of the project, which you must trust, for values that it computes' },
    import: { type: 'flag', says: 'Import settings from eas.json, key.properties, capacitor.config and files of other tools' },
    'dry-run': { type: 'flag', says: 'With --import: show the changes without writing them' },
    force: { type: 'flag', says: 'Replace existing settings' },
  },
  examples: [
    'mdist init',
    'mdist init --app apps/hello --name "Hello Web" --app-identifier com.acme.hello',
    'mdist init --import --dry-run',
  ],
  run: async (input, services) => {
    const workflow = await services.loadWorkflow();
    const stated = await openApp(workflow, appFolder(input, services));
    if (input.flag('dry-run') && !input.flag('import'))
      throw usageFailure('--dry-run requires --import', 'Add --import, or remove --dry-run');
    const { app, issues: unevaluated } = input.flag('evaluate')
      ? await evaluated(workflow, stated, services.signal)
      : { app: stated, issues: [] };
    if (input.flag('import')) return await runImport(app, input, services);
    if (app.hasSettings && !input.flag('force')) throw Failure.of('settings-exist', { path: app.settingsPath });
    const { values, text } = proposeSettings(app, givenValues(input));
    // What is given wrong is asked for again, and not written into a file that would then have to be replaced.
    const wrong = checkGiven(input);
    if (hasErrors(wrong)) throw issuesFound(wrong);
    await workflow.files.writeFile(app.settingsPath, utf8(text), { within: app.folder });
    const { ranges } = inspectSettings(text);
    const identifiers = values.flatMap(({ path: [platform, field], sourced }) => {
      if (field !== 'appIdentifier' || (platform !== 'android' && platform !== 'ios')) return [];
      const pointer = `/${platform}/appIdentifier`;
      const range = ranges.get(pointer)?.value;
      return checkAppIdentifier(platform, sourced.value, { file: app.settingsPath, pointer, ...(range && { range }) });
    });
    const importable = await importableFiles(app, services);
    return {
      document: {
        path: app.settingsPath,
        values: values.map(({ path, sourced }) => ({ key: path.join('.'), value: sourced.value, origin: describeOrigin(sourced.origin) })),
      },
      issues: [
        ...app.issues.filter(({ code }) => code === 'app-not-found').map((issue) => ({ ...issue, severity: 'warning' as const })),
        ...identifiers,
        ...unevaluated,
        ...(importable.length > 0 ? [createIssue('import-available', { files: importable.join(', ') }, { file: app.settingsPath })] : []),
      ],
      write: (page) => {
        page.heading(`Created ${app.settingsPath}`);
        page.table(
          ['Setting', 'Value', 'From'],
          values.map(({ path, sourced }) => [path.join('.'), sourced.value, describeOrigin(sourced.origin)]),
        );
      },
      next: [
        ...(importable.length > 0 ? [`mdist init --import${appArgument(app.folder, services)}`] : []),
        `mdist validate${appArgument(app.folder, services)}`,
        `mdist package create${appArgument(app.folder, services)}`,
      ],
    };
  },
};

async function evaluated(
  workflow: Awaited<ReturnType<CommandServices['loadWorkflow']>>,
  app: OpenedApp,
  signal: AbortSignal,
): Promise<{ readonly app: OpenedApp; readonly issues: readonly Issue[] }> {
  if (!app.project) return { app, issues: [] };
  const { project, issues } = await evaluateProject(
    workflow,
    { folder: app.folder, project: app.project, settings: app.inspected.settings },
    signal,
  );
  return { app: { ...app, project }, issues };
}

/** Files of other tools that say more than the new settings have. */
async function importableFiles(app: OpenedApp, { ports }: CommandServices): Promise<readonly string[]> {
  const text = fromUtf8(await ports.files.readFile(app.settingsPath, { maxBytes: largestSettingsFile }));
  const { values, undecided } = await proposeImportedSettings(ports, app, text);
  return [...new Set([...values, ...undecided.flat()].map(({ origin }) => origin.file))];
}

/** Settings that are there are kept and completed; only with `--force` they begin again. */
async function runImport(app: OpenedApp, input: CommandInput, services: CommandServices): Promise<CommandOutcome> {
  const isFresh = !app.hasSettings || input.flag('force');
  const before = isFresh ? '' : fromUtf8(await services.ports.files.readFile(app.settingsPath, { maxBytes: largestSettingsFile }));
  return await initImport({ app, before, given: givenValues(input), isDryRun: input.flag('dry-run') }, services);
}

function givenValues(input: CommandInput): GivenValues {
  return { name: input.text('name'), appIdentifier: input.text('app-identifier'), webDir: input.text('web-dir') };
}

function checkGiven(input: CommandInput): Issue[] {
  const name = input.text('name');
  const identifier = input.text('app-identifier');
  return [
    ...(name === undefined ? [] : checkAppName(name)),
    ...(identifier === undefined ? [] : checkAppIdentifier('android', identifier)),
  ];
}
