import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { GradleReader } from '../../../../../src/core/engines/gradle/gradleReader.ts';

function check(lines: readonly string[], expected: readonly string[], exitCode = 0): void {
  const reader = new GradleReader({
    program: 'gradle',
    resolve: (path) => (path.startsWith('/') ? path : `/app/${path}`),
    packages: [{ variant: 'freeRelease', format: 'apk' }],
    onProcess: () => undefined,
  });
  const facts = [...lines.flatMap((line) => reader.read(line)), ...reader.end(exitCode)];
  deepStrictEqual(
    facts.map((fact) => {
      if (fact.kind === 'progress') return `${Math.round(fact.fraction * 100)} % ${fact.detail}`;
      if (fact.kind === 'task') {
        const percent = fact.fraction === undefined ? '?' : Math.round(fact.fraction * 100);
        return [`${percent} % ${fact.name}`, fact.skipped].filter((part) => part !== undefined).join(', ');
      }
      if (fact.kind === 'skipped') return fact.reason;
      if (fact.kind === 'tool') return `${fact.name} ${fact.version}`;
      if (fact.kind === 'artifact') return fact.path;
      const { file, range } = fact.issue.place ?? {};
      return `${fact.issue.code} ${file}:${(range?.line ?? -1) + 1}`;
    }),
    expected,
  );
}

const tasks = 'MDIST {"event":"tasks","count":4}';

describe('reading the output of Gradle', () => {
  it('counts the tasks in both forms of the plain console', () => {
    check(
      [tasks, ':app:preBuild UP-TO-DATE', ':app:compileReleaseJavaWithJavacwarning: old', ':core:jar'],
      ['25 % :app:preBuild, up-to-date', '50 % :app:compileReleaseJavaWithJavacwarning', '75 % :core:jar'],
    );
    check(
      ['> Configure project :app', tasks, '> Task :app:preBuild UP-TO-DATE', '> Task :app:mergeResources'],
      ['25 % :app:preBuild, up-to-date', '50 % :app:mergeResources'],
    );
    check([':app:preBuild'], []);
  });

  it('says what Gradle did not do again, and counts a task once that it names again', () => {
    check(
      [
        tasks,
        '> Task :app:compileReleaseKotlin FROM-CACHE',
        '> Task :app:processReleaseJavaRes NO-SOURCE',
        '> Task :app:lintVitalRelease SKIPPED',
        '> Task :app:mergeDexRelease',
        '> Task :app:lintVitalRelease SKIPPED',
        '> Task :app:mergeDexRelease FAILED',
        '> Task :app:a UP-TO-DATE or so',
      ],
      [
        '25 % :app:compileReleaseKotlin, from-cache',
        '50 % :app:processReleaseJavaRes, no-source',
        '75 % :app:lintVitalRelease, skipped',
        '100 % :app:mergeDexRelease',
        '100 % :app:lintVitalRelease, skipped',
        '100 % :app:mergeDexRelease',
        '100 % :app:a',
      ],
    );
    // A tool that starts Gradle without our init script.
    check(['> Task :app:preBuild UP-TO-DATE'], ['? % :app:preBuild, up-to-date']);
  });

  it('takes the package of its own variant, and the versions of the tools', () => {
    const artifact = (variant: string, format: string): string =>
      `MDIST {"event":"artifact","format":"${format}","path":"/app/${variant}.${format}","variant":"${variant}"}`;
    check([artifact('paidRelease', 'apk'), artifact('freeRelease', 'aab'), artifact('freeRelease', 'apk')], ['/app/freeRelease.apk']);
    check(
      [
        'MDIST {"event":"process","pid":7,"gradle":"8.14.3","java":"17.0.15"}',
        'MDIST {"event":"tools","tools":{"Android Gradle plugin":"8.13.0","x":7}}',
      ],
      ['Gradle 8.14.3', 'JDK 17.0.15', 'Android Gradle plugin 8.13.0'],
    );
  });

  it('takes no other path for the package, and no other name for a tool', () => {
    check(
      [
        '    /app/dist/copied.apk',
        '✓ Built build/other.apk',
        `MDIST {"event":"artifact","format":"apk","path":"/${'x'.repeat(5000)}.apk","variant":"freeRelease"}`,
        'MDIST {"event":"artifact","format":"apk","path":"/app/right.apk","variant":"freeRelease"}',
      ],
      ['/app/right.apk'],
    );
    check(['MDIST {"event":"tools","tools":{"Backdoor":"1","__proto__":"2","Kotlin":"2.2.0\\u001b[31m","JDK":"17"}}'], ['JDK 17']);
  });

  it('keeps its own lines out of the log, and believes none that are broken', () => {
    const reader = new GradleReader({
      program: 'gradle',
      resolve: String,
      packages: [{ variant: 'a', format: 'apk' }],
      onProcess: () => undefined,
    });
    strictEqual(reader.isOwn('MDIST {"event":"tasks"}'), true);
    strictEqual(reader.isOwn('MDIST of mine'), false);
    check(
      [
        'MDIST {"event":',
        'MDIST {}',
        'MDIST {"event":"artifact","variant":"freeRelease","format":"apk"}',
        `MDIST {"a":"${'x'.repeat(70_000)}"}`,
      ],
      [],
    );
  });

  it('explains a failure with its place, also behind the name of a task', () => {
    check(
      [tasks, ':app:mergeResources/app/res/values/strings.xml:3:9: error: unclosed'],
      ['25 % :app:mergeResources', 'log-compile-error /app/res/values/strings.xml:3'],
      1,
    );
  });
});
