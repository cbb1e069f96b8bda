/** `mdist doctor`: what this machine has for the work, and what the apps of the folder lack here. */

import { type CommandServices } from '../commandServices.ts';
import { type Command } from '../grammar/command.ts';
import { exitCodes } from '../../core/base/exitCodes.ts';
import { describeFinding } from '../../core/workflow/describeFinding.ts';
import { platformNames } from '../../core/settings/platform.ts';
import { type ExaminedApps, examineApps } from '../../core/workflow/examineApps.ts';
import { examineMachine } from '../../core/workflow/examineMachine.ts';
import { requireAppFolder } from '../../core/workflow/openApp.ts';
import { type WorkflowWorld } from '../../core/workflow/workflowWorld.ts';
import { projectFolders } from '../projectFolders.ts';
import { appOption } from './sharedOptions.ts';

export const doctor: Command = {
  path: ['doctor'],
  summary: 'Check which requirements this machine meets',
  details: [
    'The web engine requires only Node: no Android SDK, no Java. Native Android projects (engine gradle) require a JDK and the Android SDK.',
    'The apps of the current folder are listed with what is missing to build them here. Nothing of a project is run. The exit code is 3 if a requirement is not met; that iOS needs a Mac is listed, but does not count on other systems.',
  ],
  options: { ...appOption },
  examples: ['mdist doctor', 'mdist doctor --app apps/shop', 'mdist doctor --json'],
  run: async (input, services) => {
    const workflow = await services.loadWorkflow();
    const found = await examineMachine({
      workflow,
      programs: workflow.programs,
      projectFolders: projectFolders(services, workflow),
      nodeVersion: services.nodeVersion,
    });
    const findings = found.map((finding) => {
      const { name, says } = describeFinding(finding);
      return { name, isRight: finding.isRight, isNeeded: finding.isNeeded, says };
    });
    const { apps, isPartial } = await appsOf(input.path('app'), services, workflow);
    const isUnmet = ({ isNeeded, missing }: ExaminedApps['apps'][number]): boolean => isNeeded && missing.length > 0;
    const unmet = findings.filter(({ isRight, isNeeded }) => !isRight && isNeeded).length + apps.filter(isUnmet).length;
    const elsewhere = apps.filter(({ isNeeded }) => !isNeeded).length;
    return {
      document: {
        findings,
        apps: apps.map(({ folder, name, platform, engine, missing, isNeeded }) => ({
          path: folder,
          name: name ?? null,
          platform,
          engine: engine ?? null,
          buildable: missing.length === 0,
          isNeeded,
          missing: missing.map(({ code, message, remedy }) => ({ code, message, remedy })),
        })),
        isPartial,
      },
      issues: [],
      write: (page) => {
        page.heading(`mdist ${services.productVersion} on Node ${services.nodeVersion}`);
        page.table(
          ['', 'What', 'State'],
          findings.map(({ name, isRight, isNeeded, says }) => [isRight ? '✓' : isNeeded ? '✗' : '–', name, says]),
        );
        for (const { folder, name, platform, engine, missing, isNeeded } of apps) {
          const mark = missing.length === 0 ? '✓' : isNeeded ? '✗' : '–';
          const place = services.paths.relative(services.workingFolder, folder) || '.';
          page.line().line(`${mark} ${name ?? place} for ${platformNames[platform]} (engine ${engine ?? 'none'}, in ${place})`);
          for (const { message, remedy } of missing) page.line(`    ${message}. ${remedy}`);
        }
        if (isPartial) page.line().line('Not all apps of this folder were examined. Name one with --app.');
        if (unmet > 0) page.line().line(`Requirements not met: ${unmet}`);
        else
          page
            .line()
            .line(
              elsewhere === 0
                ? 'All requirements are met.'
                : 'All requirements are met, except for platforms that cannot be built on this system.',
            );
      },
      exitCode: unmet === 0 ? exitCodes.done : exitCodes.environment,
      next: ['mdist init', 'mdist package create'],
    };
  },
};

/** The home folder is not searched: that would take long, and is not what someone there asks for. */
async function appsOf(named: string | undefined, services: CommandServices, workflow: WorkflowWorld): Promise<ExaminedApps> {
  if (named !== undefined) await requireAppFolder(workflow.files, named);
  const folder = named ?? projectFolders(services, workflow)[0];
  return folder === undefined ? { apps: [], isPartial: false } : await examineApps(workflow, folder, services.signal);
}
