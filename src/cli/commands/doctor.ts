/** `mdist doctor`: what this machine has for the work, and what is missing. */

import { type Command } from '../grammar/command.ts';
import { type CommandServices } from '../commandServices.ts';
import { exitCodes } from '../exitCodes.ts';
import { debugKeystorePath } from '../../core/workflow/openDebugKey.ts';

interface Finding {
  readonly name: string;
  readonly isRight: boolean;
  readonly isNeeded: boolean;
  readonly says: string;
}

export const doctor: Command = {
  path: ['doctor'],
  summary: 'Check what this machine has and what is missing',
  details: ['The engine web needs nothing but Node: no Android SDK, no Java.'],
  options: {},
  examples: ['mdist doctor', 'mdist doctor --json'],
  run: async (_input, services) => {
    const findings = await examine(services);
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
        page.line().line(missing.length === 0 ? 'Everything that is needed is here.' : `${missing.length} needed things are missing.`);
      },
      exitCode: missing.length === 0 ? exitCodes.done : exitCodes.environment,
      next: ['mdist init', 'mdist package create'],
    };
  },
};

async function examine(services: CommandServices): Promise<Finding[]> {
  const { workflow } = services;
  const git = await services.programs.run({ command: 'git', args: ['--version'], timeoutMs: 5000 });
  const hasGit = git.exitCode === 0;
  const debugKey = debugKeystorePath(workflow);
  const hasDebugKey = (await workflow.files.stat(debugKey))?.kind === 'file';
  const writable = await canWrite(services);
  const engines = await Promise.all(
    workflow.engines.map(async (engine): Promise<Finding> => {
      const found = await engine.versions();
      const says = found.length === 0 ? 'not available here' : `version ${found.join(', ')}, builds for ${engine.platforms.join(', ')}`;
      return { name: `engine ${engine.id}`, isRight: found.length > 0, isNeeded: engine.id === 'web', says };
    }),
  );
  return [
    { name: 'Node', isRight: true, isNeeded: true, says: services.nodeVersion },
    ...engines,
    {
      name: 'git',
      isRight: hasGit,
      isNeeded: false,
      says: hasGit ? git.stdout.trim() : 'not found: packages are recorded without a commit',
    },
    { name: 'user folder', isRight: writable === undefined, isNeeded: true, says: writable ?? workflow.userFolder },
    { name: 'debug key', isRight: hasDebugKey, isNeeded: false, says: hasDebugKey ? debugKey : 'made with the first debug package' },
  ];
}

/** Why the user folder cannot be written; `undefined` when it can. */
async function canWrite({ workflow }: CommandServices): Promise<string | undefined> {
  const path = workflow.paths.join(workflow.userFolder, 'doctor.txt');
  try {
    await workflow.files.writeFile(path, new Uint8Array(0));
    await workflow.files.remove(path);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
