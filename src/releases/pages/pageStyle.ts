/** The one style of the product's small pages: readable on a phone, light and dark, without anything from outside. */

export const pageStyle = `
:root{color-scheme:light dark;--back:#f6f7f9;--card:#fff;--text:#16181d;--soft:#5a616e;--line:#dfe3ea;--act:#0b57d0;--on:#fff;--bad:#b3261e;--care:#a15c00;--fine:#146c2e}
@media (prefers-color-scheme:dark){:root{--back:#101216;--card:#1a1d23;--text:#eceef2;--soft:#a9b0bd;--line:#343a45;--act:#a8c7fa;--on:#062e6f;--bad:#f2b8b5;--care:#ffb951;--fine:#6dd58c}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:36rem;margin:0 auto;padding:1.5rem 1rem 3rem}
header{display:flex;gap:1rem;align-items:center;margin-bottom:1.25rem}
.icon{width:72px;height:72px;border-radius:18px;flex:none;object-fit:contain}
.letter{display:grid;place-items:center;background:var(--act);color:var(--on);font-size:2rem;font-weight:600}
h1{font-size:1.5rem;line-height:1.25;margin:0;overflow-wrap:anywhere}
h2{font-size:1.05rem;margin:0 0 .5rem}
p{margin:.25rem 0}
.soft{color:var(--soft)}
.button{display:block;padding:1rem;border-radius:14px;background:var(--act);color:var(--on);font-size:1.15rem;font-weight:600;text-align:center;text-decoration:none}
.button:focus-visible{outline:3px solid var(--text);outline-offset:3px}
.other{text-align:center;margin-top:.75rem}
.other a{color:var(--act)}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1rem 1.1rem;margin-top:1.25rem}
ol{margin:0;padding-left:1.3rem}
li{margin:.4rem 0}
dl{margin:0}
dt{color:var(--soft);font-size:.875rem;margin-top:.6rem}
dt:first-child{margin-top:0}
dd{margin:0;overflow-wrap:anywhere}
code{font:.8125rem/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Roboto Mono",monospace;overflow-wrap:anywhere}
.notes{overflow-wrap:anywhere}
.notes h3{font-size:1rem;margin:.75rem 0 .25rem}
.notes ul{margin:.25rem 0;padding-left:1.3rem}
.notes>:first-child{margin-top:0}
.notice{border-left:4px solid var(--soft);background:var(--card);border-radius:8px;padding:.75rem 1rem;margin:0 0 1rem}
.refuse{border-color:var(--bad)}
.warn{border-color:var(--care)}
.good{border-color:var(--fine)}
.notice a,section a{color:var(--act)}
ul{margin:0;padding-left:1.3rem}
label{display:block;color:var(--soft);font-size:.875rem}
input,textarea{width:100%;font:inherit;color:inherit;background:var(--back);border:1px solid var(--soft);border-radius:8px;padding:.6rem}
button.button{width:100%;border:0;cursor:pointer}
:focus-visible{outline:3px solid var(--act);outline-offset:2px}
.wide main{max-width:70rem}
h1+.notice,section+p{margin-top:1rem}
.row{display:flex;gap:.5rem}
.only-read{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.places{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.5rem 0 1rem}
.places form{margin-left:auto}
.places a,.actions a,.table a,main>p>a:not(.button){color:var(--act)}
[aria-current]{font-weight:600}
.table{overflow-x:auto;margin-top:1rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600}
td form{margin:0}
section{--under:var(--card)}
@media (max-width:40rem){th:first-child,td:first-child{position:sticky;left:0;z-index:1;min-width:6rem;background:var(--under,var(--back));box-shadow:1px 0 var(--line)}th+th,td+td{padding-left:.5rem}}
.dot{display:inline-block;width:.7rem;height:.7rem;border-radius:50%;background:var(--bad)}
.actions{display:flex;gap:1rem;align-items:center;margin-top:1rem}
.said{white-space:pre-wrap;overflow-wrap:anywhere}
.drop{padding:2rem 1rem;border-style:dashed}
.check{font-size:1rem;color:inherit;margin:.4rem 0}
.check input{width:auto}
fieldset{border:1px solid var(--line);border-radius:8px;margin:1rem 0}
select,button{font:inherit;color:inherit;background:var(--back);border:1px solid var(--soft);border-radius:8px;padding:.5rem .9rem}
button{cursor:pointer}
.button{background:var(--act);color:var(--on)}
form p{margin:.8rem 0}
.wide .button{display:inline-block;width:auto;padding:.7rem 1.4rem;font-size:1rem}
.scan{display:none}
.scan.always{display:block}
.scan svg{width:14rem;height:14rem;display:block;border-radius:8px}
@media (min-width:48rem) and (not (pointer:coarse)){.scan{display:block}}
@media (forced-colors:active){.button{border:2px solid!important;background:ButtonFace;color:ButtonText}.dot{forced-color-adjust:none}}
`.replaceAll('\n', '');
