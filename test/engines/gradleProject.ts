/** A copy of `samples/gradle-app` in a separate folder, and the built product run on it as a process. */

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineCache, sdkFolder } from '../../scripts/engines/prepareGradle.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';

export interface Ran {
  readonly exitCode: number | null;
  readonly document: Readonly<Record<string, unknown>>;
  readonly issues: readonly Readonly<Record<string, unknown>>[];
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  readonly done: Promise<Ran>;
  /** What it has written on standard error so far. */
  readonly progress: () => string;
}

export class GradleWorkspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'mdist-gradle-'));
  /** Absolute path of a fresh copy of the sample. */
  copySample(name: string): string {
    const app = join(this.folder, name);
    cpSync(join(projectRoot, 'samples', 'gradle-app'), app, {
      recursive: true,
      filter: (path) => !/[\\/](?:build|\.gradle|\.mobile-distribution)$/.test(path),
    });
    return app;
  }

  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
    // The variables of the machine would choose another SDK or JDK.
    const { ANDROID_SDK_ROOT: _sdk, JAVA_HOME: _jdk, ...inherited } = process.env;
    const child = spawn(process.execPath, [join(projectRoot, 'dist', 'mdist.cjs'), ...args, '--json'], {
      cwd: this.folder,
      env: {
        ...inherited,
        ANDROID_HOME: sdkFolder,
        GRADLE_USER_HOME: join(engineCache, 'gradle-home'),
        XDG_CONFIG_HOME: join(this.folder, 'config'),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const done = new Promise<Ran>((resolve) => {
      child.on('close', (exitCode) => {
        const document: Readonly<Record<string, unknown>> = stdout.startsWith('{') ? JSON.parse(stdout) : {};
        const { issues } = document;
        resolve({ exitCode, document, issues: Array.isArray(issues) ? issues : [], stderr });
      });
    });
    return { pid: child.pid ?? -1, done, progress: () => stderr };
  }

  async run(...args: readonly string[]): Promise<Ran> {
    return await this.start(args).done;
  }

  /** Processes of the daemons of our builds that live. */
  daemons(): readonly number[] {
    const registry = join(this.folder, 'config', 'mobile-distribution', 'gradle-daemons');
    if (!existsSync(registry)) return [];
    const names = readdirSync(registry, { recursive: true, encoding: 'utf8' });
    return names.flatMap((name) => {
      const pid = Number(/daemon-(\d+)\.out\.log$/.exec(name)?.[1]);
      return Number.isInteger(pid) && isAlive(pid) ? [pid] : [];
    });
  }

  remove(): void {
    for (const pid of this.daemons()) process.kill(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A dead process stays visible as a zombie where no one collects it. */
function isAlive(pid: number): boolean {
  const status = join('/proc', String(pid), 'status');
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

/** Puts one text in the place of another. */
export function editFile(path: string, before: string, after: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
  writeFileSync(path, text.replace(before, after));
}

/** Where a text is in these folders and in what every process shows of itself. */
export function findText(text: string, folders: readonly string[]): readonly string[] {
  const found: string[] = [];
  const look = (path: string): void => {
    try {
      if (readFileSync(path).includes(text)) found.push(path);
    } catch {
      // A folder, a socket, or a process that has just ended.
    }
  };
  for (const folder of folders)
    for (const name of existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []) look(join(folder, name));
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    for (const name of ['cmdline', 'environ']) look(join('/proc', pid, name));
  return found;
}
