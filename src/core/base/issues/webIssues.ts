/** What can keep the web engine from making a good package. */

import { defineIssues } from './defineIssues.ts';

export const webIssues = defineIssues({
  'web-source-missing': {
    severity: 'error',
    message: 'Neither a folder of web files nor an address is set',
    remedy: 'Set web.webDir to the folder that your build writes, or web.address to the address of the app',
  },
  'web-source-ambiguous': {
    severity: 'error',
    message: 'Both a folder of web files and an address are set',
    remedy: 'Keep web.webDir or web.address and remove the other',
  },
  'web-folder-missing': {
    severity: 'error',
    message: 'There is no folder {folder}',
    remedy: 'Build the web app first, or set web.webDir to the folder that its build writes',
  },
  'web-folder-empty': {
    severity: 'error',
    message: 'The folder {folder} holds no files',
    remedy: 'Build the web app first, or set web.webDir to the folder that its build writes',
  },
  'web-start-page-missing': {
    severity: 'error',
    message: 'The start page {page} is not in the folder of web files',
    remedy: 'Set web.startPage to a page that is there',
  },
  'web-start-page-outside': {
    severity: 'error',
    message: 'The start page {page} leads out of the app',
    remedy: 'Set web.startPage to a path inside the app',
  },
  'web-file-name-refused': {
    severity: 'error',
    message: 'The file {file} cannot be packed: its name {reason}',
    remedy: 'Rename it, or take it out of the folder of web files',
  },
  'web-file-name-collision': {
    severity: 'warning',
    message: 'The files {file} and {other} differ only in upper and lower case',
    remedy: 'Rename one: an unpacked package cannot hold both on every system',
  },
  'web-file-left-out': {
    severity: 'info',
    message: 'Files that no page can use are left out: {count}, such as {file}',
    remedy: 'Nothing needs to be done',
  },
  'web-file-secret': {
    severity: 'warning',
    message: 'The file {file} looks like a keystore or a list of secrets, so it is left out of the package',
    remedy: 'Take it out of the folder of web files: everyone who has the app could read it',
  },
  'web-file-large': {
    severity: 'warning',
    message: 'The file {file} has {sizeMegabytes} MB',
    remedy: 'Make it smaller, or load it from a server',
  },
  'web-too-many-files': {
    severity: 'error',
    message: 'The folder {folder} holds more than {limit} files',
    remedy: 'Set web.webDir to the folder of the built files, not to the whole project',
  },
  'web-folder-too-deep': {
    severity: 'error',
    message: 'The folder {folder} has more than {limit} levels of folders, or a link in it leads in a circle',
    remedy: 'Remove the link, or set web.webDir to the folder of the built files',
  },
  'web-package-large': {
    severity: 'warning',
    message: 'The web files have {sizeMegabytes} MB together, more than the {limitMegabytes} MB that Google Play takes',
    remedy: 'Make them smaller, or load the larger ones from a server',
  },
  'web-folder-holds-sources': {
    severity: 'warning',
    message: 'The folder {folder} holds {found}, so it looks like the project and not like its built files',
    remedy: 'Set web.webDir to the folder that your build writes',
  },
  'web-address-malformed': {
    severity: 'error',
    message: '{address} is no address of a web app',
    remedy: 'Write it as https://example.com/app/',
  },
  'web-address-not-https': {
    severity: 'error',
    message: 'The address {address} is not https, so the app could not open it',
    remedy: 'Serve the app by https',
  },
  'web-address-loopback': {
    severity: 'warning',
    message: 'The address {address} is this machine, which a phone cannot reach',
    remedy: 'Set web.address to the address that people use',
  },
  'web-address-unreachable': {
    severity: 'warning',
    message: 'What stands at {address} could not be read: {reason}',
    remedy: 'Check the address and the network; without it, name, icon and colours come from the settings alone',
  },
  'web-manifest-not-found': {
    severity: 'info',
    message: 'There is no web app manifest, so the colours and the icon are defaults unless the settings name them',
    remedy: 'Add a manifest.webmanifest with name, icons and colours, and link to it from the start page',
  },
  'web-icon-missing': {
    severity: 'warning',
    message: 'The app has no icon, so a letter is drawn',
    remedy: 'Add a PNG of 512 × 512 pixels to the web app manifest, or set web.icon',
  },
  'web-icon-not-found': {
    severity: 'warning',
    message: 'There is no icon {icon}',
    remedy: 'Set web.icon, or icons in the web app manifest, to a PNG file that is there',
  },
  'web-icon-small': {
    severity: 'warning',
    message: 'The icon {icon} has only {width} × {height} pixels, so it will look soft',
    remedy: 'Use a PNG of 512 × 512 pixels',
  },
  'web-icon-not-square': {
    severity: 'warning',
    message: 'The icon {icon} is not square, so it gets empty edges',
    remedy: 'Use a PNG of 512 × 512 pixels',
  },
  'web-icon-defaulted': {
    severity: 'warning',
    message: 'No icon could be used, so a letter is drawn',
    remedy: 'Use a PNG of 512 × 512 pixels',
  },
  'web-color-wrong': {
    severity: 'error',
    message: '{value} is no colour',
    remedy: 'Write it as #rrggbb, rgb(…), hsl(…) or a colour name of CSS',
  },
  'web-language-wrong': {
    severity: 'error',
    message: '{tag} is no language tag',
    remedy: 'Write it as fr, pt-BR or zh-Hant',
  },
  'web-origin-wrong': {
    severity: 'error',
    message: '{origin} is no origin of a web site',
    remedy: 'Write it as https://accounts.example.com, without a path',
  },
  'web-permission-without-effect': {
    severity: 'info',
    message: 'Web pages inside an app cannot show notifications, so the permission is asked for nothing',
    remedy: 'Take notifications out of web.permissions unless a later version of the app needs it',
  },
  'web-shortcuts-too-many': {
    severity: 'info',
    message: 'Of {count} shortcuts, phones show the first four',
    remedy: 'Put the most important ones first',
  },
});
