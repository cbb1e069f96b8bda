/** An app for which workflows are made: its folder, its name and its group have what shells and YAML treat as signs. */

import { type CiApp } from '../../src/core/workflow/ci/ciWorkflow.ts';

export const ciApp: CiApp = {
  folder: "apps/ada's shop",
  name: 'Shop: "the best"',
  engine: 'capacitor',
  targets: [
    { platform: 'android', buildType: 'app-bundle' },
    { platform: 'ios', buildType: 'ad-hoc' },
  ],
  packageManager: 'npm',
  productVersion: '1.2.3',
  server: { url: 'https://releases.example.com', app: 'acme/shop', group: 'Beta testers' },
};

const { packageManager: _, server: __, ...plain } = ciApp;

/** The app with and without what is optional, built by each kind of engine that a workflow knows. */
export const ciApps: readonly CiApp[] = [
  ciApp,
  plain,
  { ...ciApp, engine: 'web' },
  {
    ...plain,
    engine: 'gradle',
    targets: [
      { platform: 'android', buildType: 'release', variant: 'freeRelease' },
      { platform: 'android', buildType: 'release', variant: "it's $(free)" },
      { platform: 'android', buildType: 'release', variant: 'it"s $[free]' },
    ],
  },
  { ...plain, engine: 'gradle' },
  { ...ciApp, engine: 'flutter', flutter: '3.47.0' },
  { ...plain, engine: 'maui' },
  { ...ciApp, engine: 'tauri', packageManager: 'pnpm' },
];
