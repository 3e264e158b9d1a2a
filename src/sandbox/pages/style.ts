import type { Look } from '../network.ts';

/** The style sheet of a page, in a network's colours. */
export function styleSheet({ light, dark, font, avatarRadius, columnRadius }: Look): string {
  return `
:root { color-scheme: light dark; --avatar: ${avatarRadius}; --column: ${columnRadius}; ${variables(light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} } }
body { font-family: ${font}; }
${base}${feed}${front}`;
}

function variables(colours: Look['light']): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');
}

const base = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font-size: 16px; line-height: 1.45; -webkit-font-smoothing: antialiased; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 12px; top: 12px; z-index: 3; padding: 8px 12px; background: var(--panel); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.bar { position: sticky; top: 0; z-index: 2; border-bottom: 1px solid var(--line); background: color-mix(in srgb, var(--panel) 86%, transparent); backdrop-filter: blur(12px); }
.bar > div { max-width: 640px; margin: 0 auto; padding: 0 20px; height: 56px; display: flex; align-items: center; gap: 10px; }
.bar .brand { display: flex; align-items: center; gap: 9px; color: var(--ink); font-weight: 700; font-size: 17px; }
.bar .brand svg { width: 26px; height: 26px; color: var(--accent); }
.bar nav { margin-left: auto; display: flex; gap: 4px; min-width: 0; overflow-x: auto; scrollbar-width: none; }
.bar .brand { flex: none; }
.bar nav a { flex: none; padding: 6px 12px; border-radius: 999px; color: var(--soft); font-size: 14px; font-weight: 500; }
.bar nav a:hover { background: var(--hover); text-decoration: none; }
.bar nav a[aria-current] { color: var(--accent); background: color-mix(in srgb, var(--accent) 12%, transparent); }
main { max-width: 640px; margin: 0 auto; padding: 20px 20px 80px; }
h1 { font-size: 22px; line-height: 1.2; margin: 8px 0 4px; }
.lead { margin: 0 0 18px; color: var(--soft); font-size: 14px; }
.live::before { content: ""; display: inline-block; width: 7px; height: 7px; margin: 0 7px 1px 0; border-radius: 50%; background: #23a55a; }
@media (max-width: 560px) { main { padding: 14px 0 60px; } .head, .lead, h1 { padding-left: 16px; padding-right: 16px; } }
`;

const feed = `
.column { background: var(--panel); border: 1px solid var(--line); border-radius: var(--column); overflow: clip; }
.thread + .thread { border-top: 1px solid var(--line); }
.post { position: relative; display: grid; grid-template-columns: 44px minmax(0, 1fr); column-gap: 12px; padding: 14px 18px 10px; }
.post:hover { background: var(--hover); }
.reply { padding-top: 6px; }
.avatar { position: relative; z-index: 1; width: 44px; height: 44px; display: grid; place-items: center; border-radius: var(--avatar); color: #fff; font-weight: 650; font-size: 18px; background: linear-gradient(140deg, hsl(var(--hue) 62% 46%), hsl(calc(var(--hue) + 38) 66% 34%)); }
.reply .avatar { width: 36px; height: 36px; font-size: 15px; justify-self: center; }
.line::after { content: ""; position: absolute; left: 39px; top: 62px; bottom: -8px; width: 2px; background: var(--line); }
.reply.line::after { top: 46px; }
.who { display: flex; align-items: baseline; gap: 6px; min-width: 0; font-size: 15px; }
.who .name { color: var(--ink); font-weight: 650; flex: 0 1 auto; }
.who .name, .who .handle { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.who .handle, .who .time { color: var(--soft); }
.who .handle { flex: 0 1 auto; min-width: 40px; }
.who .time { flex: none; white-space: nowrap; }
.who .time::before { content: "·"; margin-right: 6px; }
.notes { display: flex; gap: 6px; margin: 4px 0 2px; padding: 0; list-style: none; flex-wrap: wrap; }
.notes li { padding: 1px 8px; border: 1px solid var(--line); border-radius: 999px; color: var(--soft); font-size: 12px; }
.text { margin: 2px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.text p { margin: 0; white-space: normal; }
.text p + p { margin-top: 10px; }
.text a { overflow-wrap: anywhere; }
.card { display: block; margin-top: 10px; padding: 10px 14px 12px; border: 1px solid var(--line); border-radius: 12px; color: var(--ink); }
.media { display: grid; gap: 2px; margin-top: 10px; border-radius: 14px; overflow: hidden; border: 1px solid var(--line); }
.media.count-2, .media.count-3, .media.count-4 { grid-template-columns: 1fr 1fr; }
.media img, .media video { display: block; width: 100%; height: 100%; max-height: 520px; object-fit: cover; background: #0002; }
.media a { padding: 16px; }
.card:hover { background: var(--hover); text-decoration: none; }
.card b { display: block; }
.card small { display: block; color: var(--soft); font-size: 13px; }
.deeds { display: flex; gap: 64px; margin: 8px 0 2px; color: var(--soft); font-size: 13px; }
.deeds span { display: inline-flex; align-items: center; gap: 6px; }
.deeds svg { width: 17px; height: 17px; }
.focus { display: block; padding: 18px 20px 12px; }
.focus:hover { background: none; }
.focus .top { display: flex; gap: 12px; align-items: center; }
.focus .who { flex-direction: column; gap: 0; }
.focus .who .time { display: none; }
.focus .text { font-size: 20px; line-height: 1.4; margin-top: 12px; }
.focus .when { display: block; margin: 14px 0 10px; padding-bottom: 12px; border-bottom: 1px solid var(--line); color: var(--soft); font-size: 14px; }
.empty { padding: 64px 24px; text-align: center; color: var(--soft); }
.empty svg { width: 44px; height: 44px; color: var(--accent); opacity: .55; }
.empty b { display: block; margin: 10px 0 4px; color: var(--ink); font-size: 18px; }
.more { padding: 16px; text-align: center; color: var(--soft); font-size: 14px; border-top: 1px solid var(--line); }
@keyframes arrive { from { background: color-mix(in srgb, var(--accent) 18%, transparent); } }
.fresh { animation: arrive 2.5s ease-out; }
@media (prefers-reduced-motion: reduce) { .fresh { animation: none; } }
@media (max-width: 560px) { .column { border-left: 0; border-right: 0; border-radius: 0; } .post { padding-left: 14px; padding-right: 14px; } .line::after { left: 35px; } .deeds { gap: 44px; } }
`;

const front = `
.networks { display: grid; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); gap: 14px; margin: 18px 0 32px; }
.network { display: block; padding: 18px; background: var(--panel); border: 1px solid var(--line); border-radius: 14px; color: var(--ink); }
.network:hover { text-decoration: none; border-color: var(--tint); }
.network svg { width: 30px; height: 30px; color: var(--tint); }
.network .head { display: flex; align-items: center; gap: 10px; font-weight: 700; font-size: 18px; padding: 0; }
.network .count { margin-left: auto; font-size: 22px; font-variant-numeric: tabular-nums; }
.network p { margin: 10px 0 0; color: var(--soft); font-size: 14px; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
h2 { font-size: 16px; margin: 28px 0 8px; }
.sheet { width: 100%; border-collapse: collapse; background: var(--panel); border: 1px solid var(--line); border-radius: 12px; border-spacing: 0; font-size: 14px; }
.sheet th, .sheet td { padding: 9px 14px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
.sheet thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: 13px; }
.sheet tbody th { font-weight: 500; white-space: nowrap; }
.scroll { overflow-x: auto; margin-bottom: 8px; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 13px; }
pre { margin: 10px 0; padding: 12px 14px; overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 12px; }
`;
