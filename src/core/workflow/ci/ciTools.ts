/** Tools that the machines of a CI service do not have: how a job installs them, in versions that stay, and what makes a build find them. */

import { type Platform } from '../../settings/platform.ts';
import { type EngineId } from '../../settings/settingsModel.ts';

export interface CiToolsAsked {
  readonly engine: EngineId;
  readonly packageManager?: 'npm' | 'yarn' | 'pnpm';
  /** The version of Flutter that the project asks for. */
  readonly flutter?: string;
}

export interface CiTools {
  /** Commands of a POSIX shell, run before the packages of the project are installed. They get no secret. */
  readonly install: readonly string[];
  /** Commands at the beginning of the step that builds. */
  readonly use: readonly string[];
}

/** Tested together with the engines; the settings or `.fvmrc` of the project count before it. */
const flutterVersion = '3.44.1';
const dotnetChannel = '10.0';
const pnpmVersion = '10.34.8';

const androidTargets = 'aarch64-linux-android armv7-linux-androideabi i686-linux-android x86_64-linux-android';

export function ciTools({ engine, packageManager, flutter }: CiToolsAsked, platform: Platform): CiTools {
  // Tools of projects start pnpm by its name; where the folder of global packages is another user's, npm needs its rights.
  const pnpm = `npm install --global pnpm@${pnpmVersion}`;
  const manager = packageManager === 'pnpm' ? [`command -v pnpm || ${pnpm} || sudo ${pnpm}`] : [];
  const own = engineTools(engine, platform, flutter);
  return { install: [...manager, ...own.install], use: own.use };
}

function engineTools(engine: EngineId, platform: Platform, flutter = flutterVersion): CiTools {
  switch (engine) {
    case 'flutter':
      return {
        install: [
          `[ -d "$HOME/flutter-ci" ] || git clone --quiet --depth 1 --branch ${flutter} https://github.com/flutter/flutter.git "$HOME/flutter-ci"`,
          '"$HOME/flutter-ci/bin/flutter" --suppress-analytics --version',
        ],
        use: ['export FLUTTER_ROOT="$HOME/flutter-ci" PATH="$HOME/flutter-ci/bin:$PATH"'],
      };
    case 'maui':
      return {
        install: [
          'curl --fail --silent --show-error --location --proto "=https" https://dot.net/v1/dotnet-install.sh --output "$HOME/dotnet-install.sh"',
          `bash "$HOME/dotnet-install.sh" --channel ${dotnetChannel} --install-dir "$HOME/dotnet-ci"`,
          `DOTNET_ROOT="$HOME/dotnet-ci" "$HOME/dotnet-ci/dotnet" workload install maui-${platform}`,
        ],
        use: ['export DOTNET_ROOT="$HOME/dotnet-ci" PATH="$HOME/dotnet-ci:$PATH"'],
      };
    case 'tauri':
      return {
        install: [
          'export PATH="$HOME/.cargo/bin:$PATH"',
          `command -v rustup || curl --fail --silent --show-error --proto "=https" https://sh.rustup.rs | sh -s -- -y --profile minimal`,
          `rustup target add ${platform === 'ios' ? 'aarch64-apple-ios' : androidTargets}`,
        ],
        use: [
          'export PATH="$HOME/.cargo/bin:$PATH"',
          // The newest of those that the machine has.
          ...(platform === 'android' ? ['export NDK_HOME="${NDK_HOME:-$(ls -d "$ANDROID_HOME"/ndk/* | sort -V | tail -n 1)}"'] : []),
        ],
      };
    default:
      return { install: [], use: [] };
  }
}
