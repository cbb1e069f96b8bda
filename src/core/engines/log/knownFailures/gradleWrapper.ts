/** Known failures: Gradle wrapper 8. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const gradleWrapperFailures: readonly KnownFailure[] = [
  {
    code: 'log-wrapper-no-network',
    tool: 'gradle-wrapper',
    texts: [{ anchor: 'UnknownHostException: services.gradle.org' }],
  },
  {
    code: 'log-wrapper-distribution-missing',
    tool: 'gradle-wrapper',
    texts: [{ anchor: 'java.io.FileNotFoundException: ', pattern: /FileNotFoundException: (?<path>\S{1,500}\.zip)/u }],
  },
  {
    code: 'log-wrapper-zip-damaged',
    tool: 'gradle-wrapper',
    texts: [
      { anchor: 'zip END header not found' },
      { anchor: 'java.util.zip.ZipException', pattern: /ZipException: (?:error in opening zip file|invalid (?:CEN|END|LOC) header)/u },
    ],
  },
  {
    code: 'log-wrapper-checksum',
    tool: 'gradle-wrapper',
    texts: [{ anchor: 'Verification of Gradle distribution failed!' }],
  },
  {
    code: 'log-wrapper-jar-damaged',
    tool: 'gradle-wrapper',
    texts: [{ anchor: 'Could not find or load main class org.gradle.wrapper.GradleWrapperMain' }],
  },
  {
    code: 'log-wrapper-jar-missing',
    tool: 'gradle-wrapper',
    texts: [{ anchor: 'Unable to access jarfile', pattern: /Unable to access jarfile \S{0,400}gradle-wrapper\.jar/u }],
  },
  {
    code: 'log-wrapper-not-executable',
    tool: 'gradle-wrapper',
    texts: [
      { anchor: 'gradlew', pattern: /gradlew['’"]?: Permission denied/u },
      { anchor: 'gradlew EACCES', pattern: /spawn \S{0,400}gradlew EACCES/u },
    ],
    fix: 'make-executable',
  },
  {
    code: 'log-wrapper-line-ends',
    tool: 'gradle-wrapper',
    texts: [{ anchor: 'sh\\r' }, { anchor: 'gradlew: ', pattern: /gradlew: \d{1,4}:(?: ?\r?: not found)?$/u }],
  },
];
