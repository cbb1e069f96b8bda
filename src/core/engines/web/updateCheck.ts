/**
 * The update check of a package: a release server is asked when the app is opened, and a newer release is shown above it, with `media/android-shell/updates`
 * and `media/ios-shell/updates`. Both read one file of the package, which is made here. Packages without the check contain nothing of it, and packages for
 * stores never have it: there the store updates the app.
 */

import { type Bytes, utf8 } from '../../base/bytes.ts';
import { createIssue, type Issue } from '../../base/issue.ts';
import { type ProductFile } from '../../ports/productFiles.ts';
import { type Platform } from '../../settings/platform.ts';
import { type BuildSpec } from '../engine/engine.ts';

/** The programs of a package, the one that every package has first. */
export function shellFiles(platform: Platform, checksForUpdates: boolean): readonly [ProductFile, ...ProductFile[]] {
  if (platform === 'ios') return checksForUpdates ? ['ios-shell/ShellWithUpdates'] : ['ios-shell/Shell'];
  return checksForUpdates ? ['android-shell/classes.dex', 'android-shell/updates.dex'] : ['android-shell/classes.dex'];
}

export const updateSettingsFile = 'shell/updates.json';

/** What an app bundle or a package for the App Store has none of. */
export function isForStore(buildType: BuildSpec['buildType']): boolean {
  return buildType === 'app-bundle' || buildType === 'app-store';
}

/** The address that is asked; `undefined` when it is not one that a phone can ask. */
export function parseUpdateAddress(text: string): string | undefined {
  const url = URL.parse(text);
  const isUsable = url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === '' && text.length <= 2000;
  return isUsable ? url.href : undefined;
}

export function checkUpdateSetting(address: string | undefined, { buildType }: Pick<BuildSpec, 'buildType'>): readonly Issue[] {
  if (address === undefined) return [];
  const place = { pointer: '/web/updateCheck' };
  if (parseUpdateAddress(address) === undefined) return [createIssue('web-update-check-wrong', {}, place)];
  return isForStore(buildType) ? [createIssue('web-update-check-left-out', { buildType }, place)] : [];
}

/** For an update that can wait, for one that cannot, and the two buttons. */
const texts: Readonly<Record<string, readonly [available: string, required: string, install: string, later: string]>> = {
  en: ['A new version is available.', 'Install the new version to go on.', 'Install', 'Not Now'],
  ar: ['يتوفّر إصدار جديد.', 'ثبّت الإصدار الجديد للمتابعة.', 'تثبيت', 'لاحقًا'],
  de: ['Eine neue Version ist verfügbar.', 'Installiere die neue Version, um fortzufahren.', 'Installieren', 'Später'],
  es: ['Hay una versión nueva disponible.', 'Instala la versión nueva para continuar.', 'Instalar', 'Ahora no'],
  fr: ['Une nouvelle version est disponible.', 'Installez la nouvelle version pour continuer.', 'Installer', 'Plus tard'],
  hi: ['नया संस्करण उपलब्ध है।', 'जारी रखने के लिए नया संस्करण इंस्टॉल करें।', 'इंस्टॉल करें', 'अभी नहीं'],
  id: ['Versi baru tersedia.', 'Pasang versi baru untuk melanjutkan.', 'Pasang', 'Nanti'],
  it: ['È disponibile una nuova versione.', 'Installa la nuova versione per continuare.', 'Installa', 'Non ora'],
  ja: ['新しいバージョンがあります。', '続けるには新しいバージョンをインストールしてください。', 'インストール', '後で'],
  ko: ['새 버전이 있습니다.', '계속하려면 새 버전을 설치하세요.', '설치', '나중에'],
  nl: ['Er is een nieuwe versie beschikbaar.', 'Installeer de nieuwe versie om door te gaan.', 'Installeren', 'Niet nu'],
  pl: ['Dostępna jest nowa wersja.', 'Zainstaluj nową wersję, aby kontynuować.', 'Zainstaluj', 'Nie teraz'],
  pt: ['Há uma nova versão disponível.', 'Instale a nova versão para continuar.', 'Instalar', 'Agora não'],
  ru: ['Доступна новая версия.', 'Чтобы продолжить, установите новую версию.', 'Установить', 'Не сейчас'],
  tr: ['Yeni bir sürüm var.', 'Devam etmek için yeni sürümü yükleyin.', 'Yükle', 'Şimdi değil'],
  uk: ['Доступна нова версія.', 'Щоб продовжити, установіть нову версію.', 'Установити', 'Не зараз'],
  zh: ['有新版本可用。', '请安装新版本以继续。', '安装', '以后再说'],
};

export function updateSettings(address: string): Bytes {
  return utf8(`${JSON.stringify({ address, texts })}\n`);
}
