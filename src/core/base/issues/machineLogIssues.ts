/** What a build log says went wrong, of the machine: programs, disk, memory, network. `src/core/engines/log` finds it. */

import { defineIssues } from './defineIssues.ts';

export const machineLogIssues = defineIssues({
  'log-absent-xcodebuild': {
    severity: 'error',
    message: 'xcodebuild was not found',
    remedy: 'Build on a Mac with Xcode installed',
  },
  'log-absent-cocoapods': {
    severity: 'error',
    message: 'CocoaPods was not found',
    remedy: 'Install CocoaPods on the Mac',
  },
  'log-absent-flutter': {
    severity: 'error',
    message: 'Flutter was not found',
    remedy: 'Install Flutter and put its bin folder on PATH',
  },
  'log-absent-dotnet': {
    severity: 'error',
    message: '.NET was not found',
    remedy: 'Install the .NET SDK',
  },
  'log-absent-cargo': {
    severity: 'error',
    message: 'Rust was not found',
    remedy: 'Install Rust with rustup',
  },
  'log-absent-java': {
    severity: 'error',
    message: 'Java was not found',
    remedy: 'Install JDK 17',
  },
  'log-absent-adb': {
    severity: 'error',
    message: 'adb was not found',
    remedy: 'Install platform-tools with sdkmanager and put them on PATH',
  },
  'log-absent-ruby': {
    severity: 'error',
    message: 'Ruby was not found',
    remedy: 'Install Ruby',
  },
  'log-absent-hermesc': {
    severity: 'error',
    message: 'The Hermes compiler was not found',
    remedy: 'Install the packages of the project',
  },
  'log-absent-program': {
    severity: 'error',
    message: 'The program {program} was not found',
    remedy: 'Install {program}, or put it on PATH; for a tool of npm, install the packages of the project',
  },
  'log-disk-full': {
    severity: 'error',
    message: 'The disk is full',
    remedy: 'Free disk space; build folders, Gradle caches and DerivedData are usually the largest',
  },
  'log-watch-limit': {
    severity: 'error',
    message: 'The system allows too few file watchers',
    remedy: 'Raise fs.inotify.max_user_watches',
  },
  'log-too-many-files': {
    severity: 'error',
    message: 'Too many files are open',
    remedy: 'Raise the limit with ulimit -n',
  },
  'log-path-too-long': {
    severity: 'error',
    message: 'A path is longer than Windows allows',
    remedy: 'Move the project to a shorter path, or enable long paths',
  },
  'log-file-in-use': {
    severity: 'error',
    message: 'Another program uses a file of the build',
    remedy: 'Close editors, servers and virus scanners that use the folder, then try again',
  },
  'log-read-only': {
    severity: 'error',
    message: 'The file system is read-only',
    remedy: 'Build in a folder that can be written',
  },
  'log-memory-heap': {
    severity: 'error',
    message: 'Java ran out of memory',
    remedy: 'Raise -Xmx in org.gradle.jvmargs of gradle.properties',
  },
  'log-memory-metaspace': {
    severity: 'error',
    message: 'Java ran out of memory for classes',
    remedy: 'Raise -XX:MaxMetaspaceSize in org.gradle.jvmargs of gradle.properties',
  },
  'log-network-host': {
    severity: 'error',
    message: 'The host {host} was not found',
    remedy: 'Check the network, the name of the host and the proxy',
  },
  'log-network-timeout': {
    severity: 'error',
    message: 'A server did not answer in time',
    remedy: 'Check the network and the proxy, then try again',
  },
  'log-network-certificate': {
    severity: 'error',
    message: 'The certificate of a server is not trusted; a proxy may replace it',
    remedy: 'Add the certificate authority of your network to Java, Node or the system',
  },
  'log-lfs': {
    severity: 'error',
    message: 'A file is only a pointer of Git LFS',
    remedy: 'Fetch the files with git lfs pull',
  },
  'log-exit-not-executable': {
    severity: 'error',
    message: 'A program could not be executed (exit code 126)',
    remedy: 'Make the file executable, and check that it is for this system',
  },
  'log-exit-program-absent': {
    severity: 'error',
    message: 'A program was not found (exit code 127)',
    remedy: 'Read the lines above for its name, and install it',
  },
  'log-exit-killed': {
    severity: 'error',
    message: 'The system killed the build (exit code 137); usually memory ran out',
    remedy: 'Increase the memory of the build, or run fewer tasks at once',
  },
  'log-exit-cancelled': {
    severity: 'error',
    message: 'The build was cancelled (exit code {code})',
    remedy: 'Start the build again',
  },
  'log-exit-npm-permission': {
    severity: 'error',
    message: 'npm has no permission for a file (exit code 243)',
    remedy: 'Give your user write permission for the folder',
  },
  'log-compile-error': {
    severity: 'error',
    message: '{text}',
    remedy: 'Fix the code at this place',
  },
  'log-unexplained': {
    severity: 'error',
    message: '{tool} reported: {block}',
    remedy: 'Read the log at this line; these are the words of the tool',
  },
  'log-git-ownership': {
    severity: 'error',
    message: 'Git refuses the repository {path}, as it belongs to another user',
    remedy: 'If you trust it, add its path to safe.directory in your Git settings; in a container, build as the user who owns the files',
  },
  'log-ruby-gems': {
    severity: 'error',
    message: 'The Ruby package {name} is not installed',
    remedy: 'Run bundle install in the folder of the Gemfile',
  },
});
