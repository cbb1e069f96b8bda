/** Which part of Google's description of the Firebase App Distribution API the stand-in answers. */

export const firebaseMethods = [
  'media.upload',
  'projects.apps.getAabInfo',
  'projects.apps.releases.batchDelete',
  'projects.apps.releases.distribute',
  'projects.apps.releases.get',
  'projects.apps.releases.list',
  'projects.apps.releases.patch',
  'projects.apps.releases.operations.get',
  'projects.groups.list',
  'projects.groups.get',
  'projects.groups.create',
  'projects.groups.batchJoin',
  'projects.testers.batchAdd',
  'projects.testers.list',
];
