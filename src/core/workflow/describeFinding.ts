/** What was found on a machine, in English: a name, and what there is to say of it. */

import { type ToolName } from '../engines/toolchains/toolchains.ts';
import { type Finding } from './examineMachine.ts';

export interface FindingText {
  readonly name: string;
  readonly says: string;
}

export function describeFinding(finding: Finding): FindingText {
  switch (finding.kind) {
    case 'node':
      return { name: 'Node', says: finding.version };
    case 'engine': {
      const { engine, versions, platforms, isOfProject, isRight } = finding;
      if (isOfProject === true) {
        const says = isRight ? `version of the project, builds for ${platforms.join(', ')}` : 'tools are missing, see below';
        return { name: `engine ${engine}`, says };
      }
      const says = versions.length === 0 ? 'not available here' : `version ${versions.join(', ')}, builds for ${platforms.join(', ')}`;
      return { name: `engine ${engine}`, says };
    }
    case 'tool':
      return { name: finding.tool, says: toolText(finding) };
    case 'git':
      return { name: 'git', says: finding.version ?? 'not found: packages are recorded without a commit' };
    case 'user-folder':
      return { name: 'user folder', says: finding.error === undefined ? finding.path : messageOf(finding.error) };
    case 'debug-key':
      return { name: 'debug key', says: finding.path ?? 'created with the first debug package' };
  }
}

function toolText({ tool, found, isRight }: Extract<Finding, { kind: 'tool' }>): string {
  if (found.length === 0) return `not found: needed for ${neededFor[tool]}`;
  return isRight ? found.join(', ') : `${found.join(', ')}, without a workload that builds for phones`;
}

const neededFor: Readonly<Record<ToolName, string>> = {
  JDK: 'native Android projects',
  'Android SDK': 'native Android projects',
  Gradle: 'Android projects without a wrapper',
  Node: 'React Native, Expo, Capacitor, Cordova and NativeScript',
  Flutter: 'Flutter',
  '.NET SDK': '.NET MAUI',
  Rust: 'Tauri',
  Xcode: 'building iOS projects, on a Mac',
};

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
