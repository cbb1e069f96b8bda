/**
 * The page that the shell shows when the address of a remote app cannot be reached. It speaks the phone's language where it is
 * one of these, else English, and tries again by itself when the network is back.
 */

import { type Bytes, utf8 } from '../../base/bytes.ts';
import { formatColor } from '../../formats/web-manifest/cssColor.ts';
import { type WebApp } from './webApp.ts';

/** Title, text, button. */
const texts: Readonly<Record<string, readonly [string, string, string]>> = {
  en: ['No connection', 'The app cannot be reached. Check the network of this device.', 'Try again'],
  ar: ['لا يوجد اتصال', 'تعذّر الوصول إلى التطبيق. تحقّق من شبكة هذا الجهاز.', 'إعادة المحاولة'],
  de: ['Keine Verbindung', 'Die App ist nicht erreichbar. Prüfe das Netz dieses Geräts.', 'Erneut versuchen'],
  es: ['Sin conexión', 'No se puede acceder a la aplicación. Comprueba la red de este dispositivo.', 'Reintentar'],
  fr: ['Pas de connexion', "L'application est injoignable. Vérifiez le réseau de cet appareil.", 'Réessayer'],
  hi: ['कोई कनेक्शन नहीं', 'ऐप तक पहुँचा नहीं जा सका। इस डिवाइस का नेटवर्क जाँचें।', 'फिर कोशिश करें'],
  id: ['Tidak ada koneksi', 'Aplikasi tidak dapat dijangkau. Periksa jaringan perangkat ini.', 'Coba lagi'],
  it: ['Nessuna connessione', "L'app non è raggiungibile. Controlla la rete di questo dispositivo.", 'Riprova'],
  ja: ['接続できません', 'アプリに接続できません。端末のネットワークを確認してください。', '再試行'],
  ko: ['연결 없음', '앱에 연결할 수 없습니다. 기기의 네트워크를 확인하세요.', '다시 시도'],
  nl: ['Geen verbinding', 'De app is niet bereikbaar. Controleer het netwerk van dit apparaat.', 'Opnieuw proberen'],
  pl: ['Brak połączenia', 'Aplikacja jest nieosiągalna. Sprawdź sieć tego urządzenia.', 'Spróbuj ponownie'],
  pt: ['Sem conexão', 'Não foi possível acessar o app. Verifique a rede deste dispositivo.', 'Tentar de novo'],
  ru: ['Нет соединения', 'Приложение недоступно. Проверьте сеть этого устройства.', 'Повторить'],
  tr: ['Bağlantı yok', 'Uygulamaya ulaşılamıyor. Bu cihazın ağını kontrol edin.', 'Yeniden dene'],
  uk: ["Немає з'єднання", 'Застосунок недоступний. Перевірте мережу цього пристрою.', 'Повторити'],
  zh: ['无法连接', '无法访问此应用。请检查设备的网络。', '重试'],
};

export function offlinePage(app: WebApp): Bytes {
  const accent = formatColor(app.themeColor ?? 0xff2f_6feb);
  return utf8(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>No connection</title>
<style>
:root{--accent:${accent}}
html{height:100%;font:17px/1.5 system-ui,sans-serif}
body{min-height:100%;margin:0;display:grid;place-content:center;justify-items:center;gap:12px;padding:24px;box-sizing:border-box;text-align:center}
h1{font-size:1.35rem;margin:0}
p{margin:0;max-width:30ch;opacity:.75}
button{font:inherit;margin-top:12px;padding:10px 22px;border:2px solid var(--accent);border-radius:999px;background:none;color:inherit}
</style>
<h1 id="title"></h1><p id="text"></p><button id="retry"></button>
<script>
const texts=${JSON.stringify(texts)};
const lang=(navigator.languages||[navigator.language]).map(l=>l.split('-')[0]).find(l=>texts[l])||'en';
const [title,text,retry]=texts[lang];
document.documentElement.lang=lang;
if(lang==='ar')document.documentElement.dir='rtl';
document.title=title;
document.getElementById('title').textContent=title;
document.getElementById('text').textContent=text;
const button=document.getElementById('retry');
button.textContent=retry;
function again(){
  let wanted='';
  try{wanted=decodeURIComponent(location.hash.slice(1))}catch{}
  if(wanted.startsWith('https://'))location.replace(wanted);
}
button.addEventListener('click',again);
addEventListener('online',again);
</script>
</html>
`);
}
