/** `mdist doctor`: what this machine has for the work, and what is missing. */

import { projectFolders } from '../projectFolders.ts';
import { type Command } from '../grammar/command.ts';
import { exitCodes } from '../../core/base/exitCodes.ts';
import { describeFinding } from '../../core/workflow/describeFinding.ts';
import { examineMachine } from '../../core/workflow/examineMachine.ts';

export const doctor: Command = {
  path: ['doctor'],
  summary: 'Check which requirements this machine meets',
  details: [
    'The web engine requires only Node: no Android SDK, no Java. Native Android projects (engine gradle) require a JDK and the Android SDK.',
  ],
  options: {},
  examples: ['mdist doctor', 'mdist doctor --json'],
  run: async (_input, services) => {
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
    const missing = findings.filter(({ isRight, isNeeded }) => !isRight && isNeeded);
    return {
      document: { findings },
      issues: [],
      write: (page) => {
        page.heading(`mdist ${services.productVersion} on Node ${services.nodeVersion}`);
        page.table(
          ['', 'What', 'State'],
          findings.map(({ name, isRight, isNeeded, says }) => [isRight ? '✓' : isNeeded ? '✗' : '–', name, says]),
        );
        page.line().line(missing.length === 0 ? 'All requirements are met.' : `Requirements not met: ${missing.length}`);
      },
      exitCode: missing.length === 0 ? exitCodes.done : exitCodes.environment,
      next: ['mdist init', 'mdist package create'],
    };
  },
};
