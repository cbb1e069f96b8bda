/** Known failures: Gradle 8 and Android Gradle plugin 8. The particular before the general. */

import { type KnownFailure } from '../logFinding.ts';

export const gradleFailures: readonly KnownFailure[] = [
  {
    code: 'log-gradle-daemon-gone',
    tool: 'gradle',
    texts: [{ anchor: 'daemon disappeared unexpectedly (it may have been killed' }],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-gradle-heap-impossible',
    tool: 'gradle',
    texts: [
      { anchor: 'Could not reserve enough space for', pattern: /Could not reserve enough space for/u },
      { anchor: 'Invalid maximum heap size' },
    ],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-gradle-vm-option',
    tool: 'gradle',
    texts: [
      { anchor: 'Unrecognized VM option', pattern: /Unrecognized VM option '(?<option>[^']{1,200})'/u },
      { anchor: 'Unrecognized option: -', pattern: /Unrecognized option: (?<option>-\S{1,200})/u },
    ],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-gradle-locked',
    tool: 'gradle',
    texts: [{ anchor: 'Timeout waiting to lock', pattern: /Timeout waiting to lock/u }],
  },
  {
    code: 'log-gradle-java-home-property',
    tool: 'gradle',
    texts: [{ anchor: 'given for org.gradle.java.home', pattern: /Value '(?<path>[^']{1,400})' given for org\.gradle\.java\.home/u }],
    fix: 'choose-jdk',
  },
  {
    code: 'log-gradle-java-home-invalid',
    tool: 'gradle',
    texts: [
      { anchor: 'JAVA_HOME is set to an invalid directory', pattern: /JAVA_HOME is set to an invalid directory: (?<path>.{1,400})/u },
    ],
    fix: 'choose-jdk',
  },
  {
    code: 'log-gradle-java-absent',
    tool: 'gradle',
    texts: [{ anchor: "JAVA_HOME is not set and no 'java' command could be found" }, { anchor: 'Unable to locate a Java Runtime' }],
    fix: 'choose-jdk',
  },
  {
    code: 'log-gradle-java-too-old',
    tool: 'gradle',
    texts: [
      { anchor: 'requires Java', pattern: /requires Java (?<wanted>\d{1,3}) to run\. You are currently using Java (?<found>\d{1,3})/u },
    ],
    fix: 'choose-jdk',
  },
  {
    code: 'log-gradle-java-too-new',
    tool: 'gradle',
    texts: [{ anchor: 'Unsupported class file major version', pattern: /Unsupported class file major version (?<major>\d{1,3})/u }],
    fix: 'choose-jdk',
  },
  {
    code: 'log-gradle-class-too-new',
    tool: 'gradle',
    texts: [
      {
        anchor: 'has been compiled by a more recent version of the Java',
        pattern: /(?<name>[\w./$]{1,300}) has been compiled by a more recent version of the Java/u,
      },
    ],
    fix: 'choose-jdk',
  },
  {
    code: 'log-gradle-toolchain-missing',
    tool: 'gradle',
    texts: [
      { anchor: 'Cannot find a Java installation on your machine' },
      { anchor: 'No matching toolchains found for requested specification' },
    ],
    fix: 'choose-jdk',
  },
  {
    code: 'log-gradle-too-old',
    tool: 'gradle',
    texts: [
      {
        anchor: 'Minimum supported Gradle version is',
        pattern: /Minimum supported Gradle version is (?<wanted>[\w.-]{1,40})\. Current version is (?<found>[\w.-]{1,40}?)\.(?: |$)/u,
      },
    ],
  },
  {
    code: 'log-gradle-option-unknown',
    tool: 'gradle',
    texts: [{ anchor: 'Unknown command-line option', pattern: /Unknown command-line option '(?<option>[^']{1,200})'/u }],
  },
  {
    code: 'log-gradle-task-missing',
    tool: 'gradle',
    texts: [
      { anchor: 'not found in root project', pattern: /[Tt]ask '(?<task>[^']{1,200})' (?:is )?not found in root project/u },
      { anchor: 'not found in project', pattern: /[Tt]ask '(?<task>[^']{1,200})' (?:is )?not found in project/u },
    ],
  },
  {
    code: 'log-gradle-task-ambiguous',
    tool: 'gradle',
    texts: [{ anchor: 'is ambiguous in', pattern: /[Tt]ask '(?<task>[^']{1,200})' is ambiguous in/u }],
  },
  {
    code: 'log-gradle-no-build',
    tool: 'gradle',
    texts: [{ anchor: 'does not contain a Gradle build', pattern: /Directory '(?<path>[^']{1,400})' does not contain a Gradle build/u }],
  },
  {
    code: 'log-gradle-module-missing',
    tool: 'gradle',
    texts: [{ anchor: 'Project with path', pattern: /Project with path '(?<name>[^']{1,200})' could not be found/u }],
  },
  {
    code: 'log-gradle-script-syntax',
    tool: 'gradle',
    texts: [{ anchor: 'Could not compile ', pattern: /^Could not compile (?:build|settings|initialization) (?:file|script)/u }],
  },
  {
    code: 'log-gradle-jcenter',
    tool: 'gradle',
    texts: [{ anchor: 'Could not find method jcenter()' }],
  },
  {
    code: 'log-gradle-method-missing',
    tool: 'gradle',
    texts: [{ anchor: 'Could not find method ', pattern: /Could not find method (?!jcenter\(\))(?<name>\w{1,100})\(/u }],
  },
  {
    code: 'log-gradle-property-missing',
    tool: 'gradle',
    texts: [{ anchor: 'Could not get unknown property', pattern: /Could not get unknown property '(?<name>[^']{1,200})'/u }],
  },
  {
    code: 'log-gradle-plugin-missing',
    tool: 'gradle',
    texts: [
      { anchor: 'Plugin [id:', pattern: /Plugin \[id: '(?<name>[^']{1,200})'.{0,200}was not found/u },
      { anchor: "Plugin with id '", pattern: /Plugin with id '(?<name>[^']{1,200})' not found/u },
    ],
  },
  {
    code: 'log-gradle-not-cached',
    tool: 'gradle',
    texts: [{ anchor: 'available for offline mode', pattern: /No cached version of (?<name>\S{1,300}) available for offline mode/u }],
  },
  {
    code: 'log-gradle-dependency-missing',
    tool: 'gradle',
    texts: [{ anchor: 'Could not find ', pattern: /Could not find (?<name>[\w.-]{1,200}:[\w.-]{1,200}:[\w.+-]{0,100}?)\.?$/u }],
  },
  {
    code: 'log-gradle-repository-unauthorized',
    tool: 'gradle',
    texts: [{ anchor: 'Received status code 40', pattern: /(?:GET|HEAD) '(?<address>[^']{1,400})'\. Received status code 40[13]/u }],
  },
  {
    code: 'log-gradle-repository-fails',
    tool: 'gradle',
    texts: [
      { anchor: 'Received status code 5', pattern: /(?:GET|HEAD) '(?<address>[^']{1,400})'\. Received status code (?<status>5\d\d)/u },
    ],
  },
  {
    code: 'log-gradle-verification',
    tool: 'gradle',
    texts: [{ anchor: 'Dependency verification failed for configuration' }],
  },
  {
    code: 'log-gradle-variant-missing',
    tool: 'gradle',
    texts: [{ anchor: 'No matching variant of ', pattern: /(?<text>No matching variant of [\w.: -]{1,200}) was found/u }],
  },
  {
    code: 'log-gradle-configuration-cache',
    tool: 'gradle',
    texts: [
      {
        anchor: 'onfiguration cache',
        pattern: /Configuration cache problems found in this build|Configuration cache state could not be cached/u,
      },
    ],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-gradle-program-missing',
    tool: 'gradle',
    texts: [
      {
        anchor: 'A problem occurred starting process',
        pattern: /A problem occurred starting process 'command '(?<program>[^']{1,300})''/u,
      },
    ],
  },
  {
    code: 'log-gradle-included-build-missing',
    tool: 'gradle',
    texts: [{ anchor: 'Included build ', pattern: /Included build '(?<path>[^']{1,400})' does not exist/u }],
  },
  {
    code: 'log-gradle-jvm-targets-differ',
    tool: 'gradle',
    texts: [
      { anchor: 'Inconsistent JVM-target compatibility detected' },
      { anchor: 'jvm target compatibility should be set to the same Java version' },
    ],
  },
  {
    code: 'log-gradle-kotlin-plugin-built-in',
    tool: 'gradle',
    texts: [
      {
        anchor: "The 'org.jetbrains.kotlin.android' plugin is",
        pattern: /The 'org\.jetbrains\.kotlin\.android' plugin is (?:no longer required|not compatible)/u,
      },
    ],
  },
  {
    code: 'log-gradle-kotlin-without-android',
    tool: 'gradle',
    texts: [
      { anchor: "'kotlin-android' ", pattern: /'kotlin-android' (?:plugin )?(?:expects|requires) one of the Android Gradle plugins/u },
    ],
  },
  {
    code: 'log-gradle-kotlin-metadata',
    tool: 'gradle',
    texts: [{ anchor: 'was compiled with an incompatible version of Kotlin' }],
  },
  {
    code: 'log-gradle-ksp-kotlin',
    tool: 'gradle',
    texts: [
      {
        anchor: 'is too old for kotlin-',
        pattern: /ksp-(?<found>[\w.-]{1,60}) is too old for kotlin-(?<wanted>[\w-]{1,20}(?:\.[\w-]{1,20}){0,4})/u,
      },
    ],
  },
  {
    code: 'log-gradle-compose-kotlin',
    tool: 'gradle',
    texts: [
      {
        anchor: 'of the Compose Compiler requires Kotlin version',
        pattern: /requires Kotlin version (?<wanted>[\w.-]{1,40}) but you appear to be using Kotlin version (?<found>[\w.-]{1,40})/u,
      },
    ],
  },
  {
    code: 'log-gradle-flavor-dimension',
    tool: 'gradle',
    texts: [{ anchor: 'All flavors must now belong to a named flavor dimension' }],
  },
  {
    code: 'log-gradle-namespace-missing',
    tool: 'gradle',
    texts: [{ anchor: 'Namespace not specified' }],
  },
  {
    code: 'log-gradle-manifest-package',
    tool: 'gradle',
    texts: [
      {
        anchor: 'Incorrect package="',
        pattern: /Incorrect package="[^"]{0,200}" found in source AndroidManifest\.xml: (?<file>.{1,400}\.xml)/u,
      },
    ],
  },
  {
    code: 'log-gradle-proguard-file',
    tool: 'gradle',
    texts: [{ anchor: "getDefaultProguardFile('proguard-android.txt')" }],
  },
  {
    code: 'log-gradle-build-config-off',
    tool: 'gradle',
    texts: [{ anchor: 'custom BuildConfig fields, but the feature is disabled' }],
  },
  {
    code: 'log-gradle-files-collide',
    tool: 'gradle',
    texts: [
      { anchor: 'files found with path', pattern: /files found with path '(?<name>[^']{1,300})'/u },
      { anchor: 'Duplicate files copied in APK', pattern: /Duplicate files copied in APK (?<name>\S{1,300})/u },
    ],
  },
  {
    code: 'log-gradle-abi-filters',
    tool: 'gradle',
    texts: [
      {
        anchor: 'Conflicting configuration',
        pattern: /Conflicting configuration ?: .{0,200}in ndk abiFilters cannot be present when splits abi filters are set/u,
      },
    ],
  },
  {
    code: 'log-kotlin-inline-target',
    tool: 'kotlinc',
    texts: [
      {
        anchor: 'Cannot inline bytecode built with JVM target',
        pattern: /built with JVM target (?<found>[\d.]{1,6}) into bytecode that is being built with JVM target (?<wanted>[\d.]{1,6})/u,
      },
    ],
  },
  {
    code: 'log-kotlin-daemon',
    tool: 'kotlinc',
    texts: [{ anchor: 'Could not connect to Kotlin compile daemon' }],
    fix: 'open-gradle-properties',
  },
  {
    code: 'log-gradle-settings-cache',
    tool: 'gradle',
    texts: [
      { anchor: 'Could not open settings generic class cache' },
      { anchor: 'Could not initialize class org.codehaus.groovy.vmplugin' },
    ],
    fix: 'choose-jdk',
  },
];
