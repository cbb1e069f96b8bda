/** The fields of `web` in `mobile-distribution.json`: the web app that the web engine packages. */

import { type ObjectField } from './settingsField.ts';
export const webPermissions = ['camera', 'microphone', 'location', 'notifications', 'vibrate'] as const;
export type WebPermission = (typeof webPermissions)[number];

export const webSettings = {
  webDir: {
    type: 'string',
    label: 'Web folder',
    description: 'Folder with the built web files; the web engine needs either this or an address.',
    examples: ['www', 'dist'],
    holds: 'folder',
    inForm: true,
  },
  build: {
    type: 'list',
    label: 'Build command',
    description:
      'Program and arguments that build the web files. Runs only when you allow it; the build script of package.json when absent.',
    item: { type: 'string', description: 'The program, then its arguments.', examples: ['npm'] },
  },
  address: {
    type: 'string',
    label: 'Web address',
    description: 'HTTPS address of a web app (PWA) to show instead of packaged files.',
    examples: ['https://app.example.com/'],
    holds: 'address',
    inForm: true,
  },
  startPage: {
    type: 'string',
    label: 'Start page',
    description: 'Page the app opens with, inside the web folder or below the address.',
    default: 'index.html',
    inForm: true,
  },
  icon: {
    type: 'string',
    label: 'Icon',
    description: 'Square PNG, ideally 512 × 512 pixels; if omitted, the icon of the web manifest.',
    examples: ['icon.png'],
    holds: 'file',
    endings: ['png'],
    inForm: true,
  },
  themeColor: {
    type: 'string',
    label: 'Theme color',
    description: 'Color of the bars around the app.',
    examples: ['#1a73e8'],
    holds: 'color',
  },
  backgroundColor: {
    type: 'string',
    label: 'Background color',
    description: 'Color shown while the app starts.',
    examples: ['#ffffff'],
    holds: 'color',
  },
  orientation: {
    type: 'string',
    label: 'Orientation',
    description: 'Orientations the app supports.',
    choices: ['any', 'portrait', 'landscape'],
    default: 'any',
  },
  display: {
    type: 'string',
    label: 'Display mode',
    description: 'How much of the screen the app uses.',
    choices: ['fullscreen', 'standalone', 'minimal-ui', 'browser'],
    default: 'standalone',
  },
  names: {
    type: 'map',
    label: 'Names by language',
    description: 'The app name by language.',
    value: { type: 'string', description: 'The app name in the language of the key, a BCP 47 tag such as fr or pt-BR.' },
  },
  permissions: {
    type: 'list',
    label: 'Permissions',
    description: 'Permissions that the app may request, beyond network access.',
    item: { type: 'string', description: 'A permission.', choices: webPermissions },
  },
  permissionTexts: {
    type: 'map',
    label: 'Permission texts',
    description: 'What iOS shows when it asks for one of the permissions: why the app needs it.',
    value: { type: 'string', description: 'A sentence for the permission of the key, such as camera.' },
  },
  allowedOrigins: {
    type: 'list',
    label: 'Allowed origins',
    description: 'Other origins that stay inside the app instead of opening in the browser.',
    item: { type: 'string', description: 'An origin.', examples: ['https://login.example.com'] },
  },
  updateCheck: {
    type: 'string',
    label: 'Update check',
    description:
      'Address of a release server that the app asks for a newer release when it is opened, as the page of a group there shows it; no check if omitted.',
    examples: ['https://releases.example.com/v0.1/public/sdk/links/LINK/releases/latest'],
    holds: 'address',
  },
  allowedFiles: {
    type: 'list',
    label: 'Allowed files',
    description: 'Files in the web folder that are packaged although they look like secrets or packages, such as the key of a test server.',
    item: { type: 'string', description: 'The path of a file inside the web folder.', examples: ['demo/test-key.pem'] },
  },
} as const satisfies ObjectField['fields'];
