/** The web files of an app of the web engine, of Cordova or of Capacitor, as content of an earlier package. */

import { createIssue } from '../../../base/issue.ts';
import { issuesFound } from '../../../base/issuesFound.ts';
import { hasHooks } from '../../engine/buildHooks.ts';
import { type BuildSpec } from '../../engine/engine.ts';
import { type CommandStep } from '../../engine/buildPlan.ts';
import { buildStep, readWebBuild } from '../../web/webBuild.ts';
import { type WebEngineMemory } from '../../web/webEngine.ts';
import { type WebEnginePorts } from '../../web/webEnginePorts.ts';
import { type ReusedContent } from '../reusedContent.ts';
import { collectWebFiles, webChange } from './collectWebFiles.ts';
import { type WebContent } from './webContent.ts';

export function reusedWebFiles(ports: WebEnginePorts, memory: WebEngineMemory, content: WebContent): ReusedContent {
  return {
    name: 'the web files',
    check: async (spec, _, signal) => {
      // What the build is going to write cannot be looked at before it.
      if (spec.runsProjectBuild === true) return [];
      return (await collectWebFiles(ports, spec, content, memory, signal)).issues;
    },
    plan: async (spec, base) => ({
      steps: spec.runsProjectBuild === true ? await projectBuild(ports, spec) : [],
      change: async (source, signal) => {
        const { files, issues } = await collectWebFiles(ports, spec, content, memory, signal);
        if (!files) throw issuesFound(issues);
        return { change: await webChange(source, base, spec, content, files), issues };
      },
    }),
  };
}

async function projectBuild(ports: WebEnginePorts, spec: BuildSpec): Promise<readonly CommandStep[]> {
  const { command } = await readWebBuild(ports, spec);
  if (!command && (spec.settings.web?.build !== undefined || !hasHooks(spec))) throw issuesFound([createIssue('web-build-unknown', {})]);
  return command ? [buildStep(spec, command)] : [];
}
