/** What a build log says went wrong, of Gradle and its wrapper. `src/core/engines/log` finds it. */

import { defineIssues } from './defineIssues.ts';

export const gradleLogIssues = defineIssues({
  'log-wrapper-no-network': {
    severity: 'error',
    message: 'The Gradle wrapper cannot reach services.gradle.org to download Gradle',
    remedy: 'Connect to the network or set a proxy, or change distributionUrl in gradle-wrapper.properties to a mirror',
  },
  'log-wrapper-distribution-missing': {
    severity: 'error',
    message: 'The Gradle distribution {path} does not exist',
    remedy: 'Correct distributionUrl in gradle/wrapper/gradle-wrapper.properties',
  },
  'log-wrapper-zip-damaged': {
    severity: 'error',
    message: 'The downloaded Gradle distribution is damaged',
    remedy: 'Delete its folder below GRADLE_USER_HOME/wrapper/dists and build again',
  },
  'log-wrapper-checksum': {
    severity: 'error',
    message: 'The downloaded Gradle distribution does not have the expected checksum',
    remedy: 'Compare distributionSha256Sum in gradle-wrapper.properties with the checksum that gradle.org publishes',
  },
  'log-wrapper-jar-damaged': {
    severity: 'error',
    message: 'The file gradle-wrapper.jar has no Gradle wrapper inside',
    remedy: 'Restore gradle/wrapper/gradle-wrapper.jar from version control; with Git LFS, fetch the files first',
  },
  'log-wrapper-jar-missing': {
    severity: 'error',
    message: 'The file gradle-wrapper.jar is missing',
    remedy: 'Commit gradle/wrapper/gradle-wrapper.jar; a rule for *.jar in .gitignore often leaves it out',
  },
  'log-wrapper-not-executable': {
    severity: 'error',
    message: 'The file gradlew is not executable',
    remedy: 'Run git update-index with chmod=+x for gradlew, or start the wrapper with java',
  },
  'log-wrapper-line-ends': {
    severity: 'error',
    message: 'The file gradlew has Windows line ends, which a Unix shell cannot run',
    remedy: 'Save gradlew with LF line ends and add the line gradlew text eol=lf to .gitattributes',
  },
  'log-gradle-daemon-gone': {
    severity: 'error',
    message: 'The Gradle daemon ended in the middle of the build; usually the system stopped it because memory ran out',
    remedy: 'Lower org.gradle.jvmargs and org.gradle.workers.max in gradle.properties, or give the machine more memory',
  },
  'log-gradle-heap-impossible': {
    severity: 'error',
    message: 'Java cannot start with the heap that Gradle asks for',
    remedy: 'Lower the value of -Xmx in org.gradle.jvmargs of gradle.properties',
  },
  'log-gradle-vm-option': {
    severity: 'error',
    message: 'This Java version does not support the option {option}',
    remedy: 'Remove the option from org.gradle.jvmargs in gradle.properties, or use the Java it was written for',
  },
  'log-gradle-locked': {
    severity: 'error',
    message: 'Another Gradle process holds the lock on the build cache',
    remedy: 'Wait until the other build ends, or end the process',
  },
  'log-gradle-java-home-property': {
    severity: 'error',
    message: 'org.gradle.java.home names {path}, where no Java is installed',
    remedy: 'Correct org.gradle.java.home in gradle.properties, or remove it',
  },
  'log-gradle-java-home-invalid': {
    severity: 'error',
    message: 'JAVA_HOME names {path}, which is not a Java installation',
    remedy: 'Set JAVA_HOME to the folder of a JDK',
  },
  'log-gradle-java-absent': {
    severity: 'error',
    message: 'No Java was found',
    remedy: 'Install JDK 17, or set JAVA_HOME to an existing one',
  },
  'log-gradle-java-too-old': {
    severity: 'error',
    message: 'The Android Gradle plugin needs Java {wanted}, and the build runs with Java {found}',
    remedy: 'Build with JDK {wanted}',
  },
  'log-gradle-java-too-new': {
    severity: 'error',
    message: 'This Gradle version cannot run with the chosen Java (class file version {major})',
    remedy: 'Use a newer Gradle version in gradle-wrapper.properties, or an older JDK',
  },
  'log-gradle-class-too-new': {
    severity: 'error',
    message: '{name} was compiled for a newer Java than the one that runs',
    remedy: 'Build with a newer JDK',
  },
  'log-gradle-toolchain-missing': {
    severity: 'error',
    message: 'No installed JDK matches the Java toolchain that the build asks for',
    remedy: 'Install that JDK, or change the toolchain version in the build script',
  },
  'log-gradle-too-old': {
    severity: 'error',
    message: 'The Android Gradle plugin needs Gradle {wanted}, and the project uses {found}',
    remedy: 'Set distributionUrl in gradle-wrapper.properties to Gradle {wanted}',
  },
  'log-gradle-option-unknown': {
    severity: 'error',
    message: 'This Gradle version does not support the option {option}',
    remedy: 'Remove the option, or use a newer Gradle version',
  },
  'log-gradle-task-missing': {
    severity: 'error',
    message: 'The project has no task {task}',
    remedy: 'Check the names of build types and flavors, and that the folder is the one with settings.gradle',
  },
  'log-gradle-task-ambiguous': {
    severity: 'error',
    message: 'The task name {task} fits several tasks',
    remedy: 'Write the whole name of the task',
  },
  'log-gradle-no-build': {
    severity: 'error',
    message: 'The folder {path} has no Gradle build',
    remedy: 'Build the folder that contains settings.gradle',
  },
  'log-gradle-module-missing': {
    severity: 'error',
    message: 'The module {name} is not part of the build',
    remedy: 'Include the module in settings.gradle, or correct its name',
  },
  'log-gradle-script-syntax': {
    severity: 'error',
    message: 'The build script has a syntax error',
    remedy: 'Fix the script at this place',
  },
  'log-gradle-jcenter': {
    severity: 'error',
    message: 'The build script uses jcenter(), which Gradle 9 removed',
    remedy: 'Replace jcenter() with mavenCentral()',
  },
  'log-gradle-method-missing': {
    severity: 'error',
    message: 'The build script calls {name}(), which does not exist here',
    remedy: 'Correct the name, or apply the plugin that adds it',
  },
  'log-gradle-property-missing': {
    severity: 'error',
    message: 'The build script uses {name}, which is not set',
    remedy: 'Define it in gradle.properties, or correct its name',
  },
  'log-gradle-plugin-missing': {
    severity: 'error',
    message: 'The Gradle plugin {name} was not found',
    remedy: 'Check its version, and that pluginManagement names the repository it comes from',
  },
  'log-gradle-not-cached': {
    severity: 'error',
    message: 'Gradle is offline and has no copy of {name}',
    remedy: 'Build once with a network connection',
  },
  'log-gradle-dependency-missing': {
    severity: 'error',
    message: 'The dependency {name} was not found in any repository',
    remedy: 'Check its name and version, and the repositories of the build',
  },
  'log-gradle-repository-unauthorized': {
    severity: 'error',
    message: 'The repository refused access to {address}',
    remedy: 'Check the user name and token of the repository',
  },
  'log-gradle-repository-fails': {
    severity: 'error',
    message: 'The repository could not answer for {address} (status {status})',
    remedy: 'Try again later, or use another repository',
  },
  'log-gradle-verification': {
    severity: 'error',
    message: 'Gradle refused dependencies whose checksums or signatures are not the expected ones',
    remedy: 'Compare gradle/verification-metadata.xml with the dependencies, and update it when the change is intended',
  },
  'log-gradle-variant-missing': {
    severity: 'error',
    message: 'A module has no variant that fits: {text}',
    remedy: 'Give the module the same build types and flavors, or set matchingFallbacks and missingDimensionStrategy',
  },
  'log-gradle-configuration-cache': {
    severity: 'error',
    message: 'The build or a plugin does not support the configuration cache',
    remedy: 'Set org.gradle.configuration-cache=false in gradle.properties, or update the plugin',
  },
  'log-gradle-program-missing': {
    severity: 'error',
    message: 'The build starts {program}, which was not found',
    remedy: 'Install {program}, or make it available to Gradle; a daemon keeps the PATH it was started with',
  },
  'log-gradle-included-build-missing': {
    severity: 'error',
    message: 'The included build {path} does not exist',
    remedy: 'Install the packages of the project (npm install) before the build',
  },
  'log-gradle-jvm-targets-differ': {
    severity: 'error',
    message: 'Java and Kotlin of the module are compiled for different Java versions',
    remedy: 'Set compileOptions and kotlin.jvmToolchain to the same Java version',
  },
  'log-gradle-kotlin-plugin-built-in': {
    severity: 'error',
    message: 'Android Gradle plugin 9 has Kotlin built in and refuses the plugin org.jetbrains.kotlin.android',
    remedy: 'Remove the plugin org.jetbrains.kotlin.android from the build scripts',
  },
  'log-gradle-kotlin-without-android': {
    severity: 'error',
    message: 'The plugin kotlin-android is applied before an Android plugin',
    remedy: 'Apply com.android.application or com.android.library first',
  },
  'log-gradle-ksp-kotlin': {
    severity: 'error',
    message: 'KSP {found} does not fit Kotlin {wanted}',
    remedy: 'Use the version of com.google.devtools.ksp that is made for your version of Kotlin',
  },
  'log-gradle-kotlin-metadata': {
    severity: 'error',
    message: 'A library was compiled with a newer Kotlin than the one of the project',
    remedy: 'Raise the Kotlin version of the project, or use an older version of the library',
  },
  'log-gradle-compose-kotlin': {
    severity: 'error',
    message: 'This Compose compiler needs Kotlin {wanted}, and the project uses {found}',
    remedy: 'Use the Compose plugin of Kotlin 2, or the pair of versions that belong together',
  },
  'log-gradle-flavor-dimension': {
    severity: 'error',
    message: 'Product flavors have no dimension',
    remedy: 'Add flavorDimensions to the build script and a dimension to each flavor',
  },
  'log-gradle-namespace-missing': {
    severity: 'error',
    message: 'The module has no namespace, which Android Gradle plugin 8 requires',
    remedy: 'Set namespace in the build script of the module; for a plugin from npm or pub, update it',
  },
  'log-gradle-manifest-package': {
    severity: 'error',
    message: 'The manifest sets package, which the Android Gradle plugin no longer reads',
    remedy: 'Remove package from the manifest and set namespace in the build script',
  },
  'log-gradle-proguard-file': {
    severity: 'error',
    message: 'The build uses proguard-android.txt, which Android Gradle plugin 9 no longer supports',
    remedy: 'Use proguard-android-optimize.txt in getDefaultProguardFile',
  },
  'log-gradle-build-config-off': {
    severity: 'error',
    message: 'The build script adds fields to BuildConfig, but the module makes none',
    remedy: 'Set buildFeatures.buildConfig = true in the build script',
  },
  'log-gradle-files-collide': {
    severity: 'error',
    message: 'Several dependencies contain the file {name}',
    remedy: 'Exclude the file with packaging.resources.excludes in the build script',
  },
  'log-gradle-abi-filters': {
    severity: 'error',
    message: 'The build sets ndk.abiFilters and ABI splits at the same time',
    remedy: 'Remove one of them',
  },
  'log-kotlin-inline-target': {
    severity: 'error',
    message: 'A library is built for Java {found}, and the app for Java {wanted}',
    remedy: 'Raise jvmTarget and compileOptions of the app to {found}',
  },
  'log-kotlin-daemon': {
    severity: 'error',
    message: 'The Kotlin compiler did not start, or ended for lack of memory',
    remedy: 'Set org.gradle.jvmargs and kotlin.daemon.jvmargs in gradle.properties to what the machine has, and build again',
  },
  'log-gradle-settings-cache': {
    severity: 'error',
    message: 'This Gradle is too old for the JDK that runs it',
    remedy: 'Choose an older JDK, or raise the Gradle version of the wrapper',
  },
});
