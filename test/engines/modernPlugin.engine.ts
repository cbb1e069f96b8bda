/**
 * The part of our init script for the Android plugin 7 and later, in a real Gradle. The plugin itself is not available here: `modern-plugin`
 * stands for it.
 */

import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineCache } from '../../scripts/engines/prepareGradle.ts';
import { projectRoot } from '../../scripts/steps/projectRoot.ts';
import { type OutputFact } from '../../src/core/engines/engine/buildPlan.ts';
import { GradleReader } from '../../src/core/engines/gradle/gradleReader.ts';
import { skipCurrent } from '../support/currentRunnable.ts';

describe('the init script with the API of current Android plugins', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mdist-modern-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  before(() => {
    if (process.env['NO_GRADLE'] === 'true') skipCurrent('Gradle is not installed');
    cpSync(join(projectRoot, 'test', 'engines', 'modern-plugin'), folder, { recursive: true });
  });

  function gradle(asked: readonly string[]): string {
    const args = ['--no-daemon', '--offline', '--console=plain', ...asked];
    const env = { ...process.env, GRADLE_USER_HOME: join(engineCache, 'gradle-home'), JAVA_HOME: '/usr/lib/jvm/java-17-openjdk-amd64' };
    const { status, stdout, stderr } = spawnSync('gradle', args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
    strictEqual(status, 0, stderr.slice(-2000));
    return stdout;
  }

  it('describes the variants of a module, and changes and builds nothing', () => {
    const script = join(projectRoot, 'media', 'gradle', 'init.gradle');
    const lines = gradle(['-I', script, '-PmobileDistribution.describe=:app', 'help']).split('\n');
    const events = lines.filter((line) => line.startsWith('MDIST {"event":"variant"')).map((line): unknown => JSON.parse(line.slice(6)));
    const facts = { event: 'variant', applicationId: 'com.example.project', versionCode: 1, versionName: '1.0', flavor: '' };
    deepStrictEqual(events, [
      { ...facts, name: 'debug', buildType: 'debug' },
      { ...facts, name: 'release', buildType: 'release' },
    ]);
    strictEqual(existsSync(join(folder, 'app', 'build', 'outputs')), false);
  });

  it('adapts and reports the variant of the request, as package and as bundle, and leaves the others alone', () => {
    const request = join(folder, 'request.json');
    const wish = { applicationId: 'com.acme.asked', versionCode: 42, versionName: '9.9' };
    writeFileSync(request, JSON.stringify({ variants: { release: wish } }));
    const script = join(projectRoot, 'media', 'gradle', 'init.gradle');
    const tasks = [':app:assembleRelease', ':app:bundleRelease', ':app:assembleDebug'];
    const stdout = gradle(['-I', script, `-PmobileDistribution.request=${request}`, ...tasks]);
    const outputs = join(folder, 'app', 'build', 'outputs', 'apk');
    strictEqual(readFileSync(join(outputs, 'release', 'app.apk'), 'utf8'), 'com.acme.asked 42 9.9 null');
    strictEqual(readFileSync(join(outputs, 'release', 'app.aab'), 'utf8'), 'com.acme.asked 42 9.9 null');
    strictEqual(readFileSync(join(outputs, 'debug', 'app.apk'), 'utf8'), 'com.example.project 1 1.0 null');
    deepStrictEqual(said(stdout, 'apk'), [
      'Gradle 4.4.1',
      'Android Gradle plugin 8.13.0',
      'Android SDK platform 36',
      'Android SDK build tools 36.0.0',
      join(outputs, 'release', 'app.apk'),
    ]);
    strictEqual(said(stdout, 'aab').at(-1), join(outputs, 'release', 'app.aab'));
  });
});

/** Tools and packages that the engine takes from this output; the JDK is that of the machine. */
function said(stdout: string, format: 'apk' | 'aab'): readonly string[] {
  const reader = new GradleReader({
    program: 'gradle',
    resolve: String,
    packages: [{ variant: 'release', format }],
    onProcess: () => undefined,
  });
  return stdout
    .split('\n')
    .flatMap((line): readonly OutputFact[] => reader.read(line))
    .flatMap((fact) => (fact.kind === 'tool' ? [`${fact.name} ${fact.version}`] : fact.kind === 'artifact' ? [fact.path] : []))
    .filter((text) => !text.startsWith('JDK '));
}
