/** What can keep the web engine from making a good package. */

import { defineIssues } from './defineIssues.ts';

export const webIssues = defineIssues({
  'web-source-missing': {
    severity: 'error',
    message: 'No folder of web files and no address is set',
    remedy: 'Set web.webDir to the folder that your build writes, or web.address to the address of the app',
  },
  'web-source-ambiguous': {
    severity: 'error',
    message: 'A folder of web files and an address are both set',
    remedy: 'Keep web.webDir or web.address and remove the other',
  },
  'web-not-built': {
    severity: 'error',
    message: 'The web app is not built: {folder} does not exist or is empty',
    remedy: 'Run {command}, or let package create run it with --run-build',
    remedyInEditor: 'Run {command} in the app folder, then try again',
  },
  'web-output-stale': {
    severity: 'warning',
    message: 'The web files in {folder} are older than the source file {file}',
    remedy: 'Build the web app again: {command}',
  },
  'web-folder-is-source': {
    severity: 'error',
    message: 'The folder {folder} is the project with its sources ({found}), not its built files',
    remedy: 'Set web.webDir to the folder that your build writes, or move the pages of the app to a folder such as www',
  },
  'web-build-for-server': {
    severity: 'error',
    message: '{tool} builds this app for a server, so there are no web files to package',
    remedy: 'Set {setting} in {file} and build again, or set web.address to the address of the deployed app',
  },
  'web-build-wrong': {
    severity: 'error',
    message: 'web.build does not start with the name of a program: {program}',
    remedy: 'Write the name of a program on PATH and its arguments as a list, such as ["npm", "run", "build"]',
  },
  'web-build-unknown': {
    severity: 'error',
    message: 'No build command is known for this app',
    remedy: 'Set web.build to a program and its arguments, such as ["npm", "run", "build"], or omit --run-build',
    remedyInEditor: 'Set web.build to a program and its arguments, such as ["npm", "run", "build"]',
  },
  'web-folder-missing': {
    severity: 'error',
    message: 'Folder not found: {folder}',
    remedy: 'Build the web app first, or set web.webDir to the folder that its build writes',
  },
  'web-folder-empty': {
    severity: 'error',
    message: 'The folder {folder} is empty',
    remedy: 'Build the web app first, or set web.webDir to the folder that its build writes',
  },
  'web-start-page-missing': {
    severity: 'error',
    message: 'The start page {page} is not in the folder of web files',
    remedy: 'Set web.startPage to a page in this folder',
  },
  'web-reference-missing': {
    severity: 'error',
    message: 'The start page loads {reference}, which is not among the web files',
    remedy: 'Build the web app again, and set web.webDir to the folder that the build writes',
  },
  'web-reference-source': {
    severity: 'error',
    message: 'The start page loads {reference}, a source file that browsers cannot run',
    remedy: 'Build the web app, and set web.webDir to the folder that the build writes, such as dist or build',
  },
  'web-reference-elsewhere': {
    severity: 'error',
    message: 'The start page loads {reference}, but the file is {file}: the app was built for a path on a server',
    remedy: 'Build the app for the root: set its base path to "/" or "./"',
  },
  'web-reference-case': {
    severity: 'error',
    message: 'The start page loads {reference}, but the file is named {file}; file names are case-sensitive on Android',
    remedy: 'Use the exact file name in the page, or rename the file',
  },
  'web-reference-template': {
    severity: 'error',
    message: 'The start page loads {reference}, a placeholder that was not replaced by a value',
    remedy: 'Build the web app, and set web.webDir to the folder that the build writes, not to its sources',
  },
  'web-start-page-outside': {
    severity: 'error',
    message: 'The start page {page} leads out of the app',
    remedy: 'Set web.startPage to a path inside the app',
  },
  'web-file-name-refused': {
    severity: 'error',
    message: 'The file {file} cannot be packed: its name {reason}',
    remedy: 'Rename it, or remove it from the folder of web files',
  },
  'web-file-name-collision': {
    severity: 'warning',
    message: 'The files {file} and {other} differ only in upper and lower case',
    remedy: 'Rename one of them; some systems cannot store both in one folder',
  },
  'web-file-left-out': {
    severity: 'info',
    message: 'Files not needed at run time are left out: {count}, such as {file}',
    remedy: 'No action is needed',
  },
  'web-file-secret': {
    severity: 'error',
    message: 'The file {file} contains {what}; anyone with the app could read it',
    remedy: 'Move this secret out of the folder of web files; if the file is intended to be public, add it to web.allowedFiles',
  },
  'web-file-secret-left-out': {
    severity: 'warning',
    message: 'The file {file} has the name of a keystore or a list of secrets, so it is left out of the package',
    remedy: 'Move it out of the folder of web files; if the app needs it, add it to web.allowedFiles',
  },
  'web-file-own': {
    severity: 'warning',
    message: 'The file {file} is a package, a signing file or a settings file, so it is left out of the package',
    remedy: 'Write packages to a folder outside the web files; if the app needs this file, add it to web.allowedFiles',
  },
  'web-allowed-file-missing': {
    severity: 'warning',
    message: 'The allowed file {file} is not among the packed files',
    remedy: 'Write its path inside web.webDir, or remove it from web.allowedFiles',
  },
  'web-path-outside': {
    severity: 'error',
    message: '{field} is {path}, which leads to {target}: outside the app and its repository',
    remedy: 'Copy what the app needs into the app folder, and set {field} to it',
  },
  'web-link-outside': {
    severity: 'error',
    message: 'The link {file} leads out of the folder of web files, to {target}',
    remedy: 'Replace the link with a copy of the file that the app needs, or remove it',
  },
  'web-link-circle': {
    severity: 'error',
    message: 'The link {file} leads back to a folder that contains it',
    remedy: 'Remove the link',
  },
  'web-link-dangling': {
    severity: 'warning',
    message: 'The link {file} is broken, so it is left out of the package',
    remedy: 'Remove the link, or create its target',
  },
  'web-file-special': {
    severity: 'warning',
    message: 'The file {file} is a pipe, a socket or a device, so it is left out of the package',
    remedy: 'Remove it from the folder of web files',
  },
  'web-file-unreadable': {
    severity: 'error',
    message: 'The web file {file} cannot be read: {reason}',
    remedy: 'Allow your user to read it, or remove it from the folder of web files',
  },
  'web-folder-unreadable': {
    severity: 'error',
    message: 'The folder {folder} cannot be read: {reason}',
    remedy: 'Allow your user to read it, or remove it from the folder of web files',
  },
  'web-file-large': {
    severity: 'warning',
    message: 'The file {file} is large: {sizeMegabytes} MB',
    remedy: 'Make it smaller, or load it from a server',
  },
  'web-too-many-files': {
    severity: 'error',
    message: 'The folder {folder} contains more than {limit} files and folders, so they were not checked',
    remedy: 'Set web.webDir to the folder of the built files, not to the whole project',
  },
  'web-too-many-links': {
    severity: 'error',
    message: 'More than {limit} links to folders were followed in {folder}, so its files were not checked',
    remedy: 'Replace the links with the folders that the app needs',
  },
  'web-folder-too-deep': {
    severity: 'error',
    message: 'The folder {folder} has more than {limit} levels of folders, so its files were not checked',
    remedy: 'Set web.webDir to the folder of the built files',
  },
  'web-package-large': {
    severity: 'warning',
    message: 'The web files are {sizeMegabytes} MB in total; Google Play accepts {limitMegabytes} MB',
    remedy: 'Make them smaller, or load the larger ones from a server',
  },
  'web-folder-holds-sources': {
    severity: 'warning',
    message: 'The folder {folder} contains {found}, so it looks like project sources rather than built files',
    remedy: 'Set web.webDir to the folder that your build writes',
  },
  'web-address-malformed': {
    severity: 'error',
    message: '{address} is not the address of a web app',
    remedy: 'Use the form https://example.com/app/',
  },
  'web-address-not-https': {
    severity: 'error',
    message: 'The address {address} does not use https, so the app cannot open it',
    remedy: 'Serve the app over https',
  },
  'web-address-loopback': {
    severity: 'warning',
    message: 'The address {address} works on this machine only; phones cannot reach it',
    remedy: 'Set web.address to the public address of the app',
  },
  'web-address-unreachable': {
    severity: 'warning',
    message: '{address} could not be read: {reason}',
    remedy: 'Check the address and the network; otherwise name, icon and colors come from the settings only',
  },
  'web-manifest-not-found': {
    severity: 'info',
    message: 'No web app manifest was found, so colors and icon use defaults unless they are set',
    remedy: 'Add a manifest.webmanifest with name, icons and colors, and link to it from the start page',
  },
  'web-icon-missing': {
    severity: 'warning',
    message: 'The app has no icon; a letter will be used',
    remedy: 'Add a PNG of 512 × 512 pixels to the web app manifest, or set web.icon',
  },
  'web-icon-not-found': {
    severity: 'warning',
    message: 'Icon not found: {icon}',
    remedy: 'Set web.icon, or icons in the web app manifest, to an existing PNG file',
  },
  'web-icon-elsewhere': {
    severity: 'warning',
    message: 'The icon {icon} is on a server; packaging does not download files',
    remedy: 'Save it in the folder of web files, or set web.icon',
  },
  'web-icon-small': {
    severity: 'warning',
    message: 'The icon {icon} is too small ({width} × {height} pixels) and will look blurred',
    remedy: 'Use a PNG of 512 × 512 pixels',
  },
  'web-icon-not-square': {
    severity: 'warning',
    message: 'The icon {icon} is not square; empty edges will be added',
    remedy: 'Use a PNG of 512 × 512 pixels',
  },
  'web-icon-defaulted': {
    severity: 'warning',
    message: 'No usable icon; a letter will be used',
    remedy: 'Use a PNG of 512 × 512 pixels',
  },
  'web-color-wrong': {
    severity: 'error',
    message: '{value} is not a color',
    remedy: 'Use #rrggbb, rgb(…), hsl(…) or a CSS color name',
  },
  'web-language-wrong': {
    severity: 'error',
    message: '{tag} is not a language tag',
    remedy: 'Use a tag such as fr, pt-BR or zh-Hant',
  },
  'web-origin-wrong': {
    severity: 'error',
    message: '{origin} is not the origin of a website',
    remedy: 'Use the form https://accounts.example.com, without a path',
  },
  'web-update-check-wrong': {
    severity: 'error',
    message: 'web.updateCheck is not an https address that an app can ask for updates',
    remedy: 'Copy the address from the page of a group in the portal of the release server',
  },
  'web-update-check-left-out': {
    severity: 'info',
    message: 'The update check is left out of {buildType} packages: their store updates the app',
    remedy: 'Keep web.updateCheck for packages of other build types',
  },
  'web-permission-without-effect': {
    severity: 'info',
    message: 'The notifications permission has no effect: web pages inside an app cannot show notifications',
    remedy: 'Remove notifications from web.permissions unless a later version of the app needs it',
  },
  'web-app-store-refused': {
    severity: 'error',
    message:
      'The App Store does not accept packages of the web engine: since {since}, Apple requires apps to be built with its iOS {sdk} SDK, which runs on a Mac only',
    remedy: 'Set ios.buildType to ad-hoc, development or in-house; for the App Store, build the app with Xcode',
  },
  'web-setting-not-on-ios': {
    severity: 'info',
    message: '{setting} has no effect on iOS: {reason}',
    remedy: 'Keep it for Android, or remove it if the app is for iOS only',
  },
  'web-permission-text-unused': {
    severity: 'warning',
    message: 'iOS does not ask for {permission}, so the text is not shown',
    remedy: 'Use a key that web.permissions lists, such as camera, microphone or location',
  },
  'web-url-scheme-wrong': {
    severity: 'error',
    message: '{scheme} cannot be a URL scheme of an app',
    remedy: 'Use a word of your own, such as the name of the app: letters, digits, + - and ., without ://',
  },
  'web-shortcuts-too-many': {
    severity: 'info',
    message: 'The app has {count} shortcuts; phones show the first four only',
    remedy: 'Put the most important ones first',
  },
});
