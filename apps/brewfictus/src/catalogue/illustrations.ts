import { Html } from '../html';

/**
 * A drawing for each product, 240 by 200. The classes take their colours from the style sheet, so that they follow the
 * colour scheme: s steel, d dark, a accent, w wood, c cream, k line, p polished light, h steam.
 */
const drawings: Readonly<Record<string, string>> = {
  'rocket-r58': `
<path class="k" d="M64 40h112M70 40v-8h100v8"/><ellipse class="c" cx="92" cy="28" rx="11" ry="5"/><ellipse class="c" cx="118" cy="28" rx="11" ry="5"/>
<rect class="s" x="52" y="40" width="136" height="66" rx="8"/><path class="p" d="M60 46h46l-24 54H60z"/>
<circle class="c" cx="80" cy="90" r="8"/><circle class="c" cx="160" cy="90" r="8"/><path class="k" d="m80 90 4-4m76 4-4-4"/>
<rect class="d" x="60" y="106" width="120" height="50"/><rect class="s" x="106" y="84" width="28" height="34" rx="6"/><rect class="d" x="100" y="118" width="40" height="10" rx="4"/>
<path class="d" d="M134 120h36l4 6-40 2z"/><circle class="d" cx="62" cy="62" r="7"/><circle class="d" cx="178" cy="62" r="7"/>
<path class="k" d="M62 69c-4 20-14 30-12 60M178 69c4 20 14 30 12 60"/><path class="a" d="M116 128h8v6h-8z"/>
<path class="c" d="M106 138h28v6c0 8-6 12-14 12s-14-4-14-12z"/><rect class="s" x="48" y="156" width="144" height="16" rx="4"/><path class="d" d="M60 172h16v8H60zm104 0h16v8h-16z"/><path class="k" d="M62 160h116"/>`,
  'fictus-piccola': `
<rect class="a" x="78" y="38" width="84" height="58" rx="14"/><rect class="p" x="86" y="44" width="26" height="46" rx="8"/><circle class="c" cx="146" cy="54" r="5"/><circle class="c" cx="146" cy="72" r="5"/>
<rect class="d" x="84" y="96" width="14" height="62"/><rect class="d" x="88" y="96" width="64" height="60" rx="2"/><rect class="s" x="104" y="94" width="32" height="18" rx="4"/><rect class="d" x="100" y="112" width="40" height="9" rx="4"/>
<path class="w" d="M138 113h34l4 5-38 3z"/><path class="c" d="M107 132h26v6c0 9-6 14-13 14s-13-5-13-14z"/><path class="k" d="M133 136c9-1 9 10-1 10M158 92c8 14 12 20 10 42"/><rect class="s" x="72" y="156" width="96" height="16" rx="5"/>`,
  'lumen-lever': `
<path class="d" d="M70 168h100a6 6 0 0 1 6 6v2H64v-2a6 6 0 0 1 6-6z"/><rect class="s" x="84" y="72" width="34" height="96" rx="10"/><path class="p" d="M90 82h8v76h-8z"/><circle class="c" cx="101" cy="60" r="16"/><path class="k" d="M101 60l7-8M91 60h3m14 0h3m-10-10v3"/>
<path class="k" d="M118 92h26"/><rect class="s" x="138" y="70" width="24" height="46" rx="6"/><path class="k t" d="M150 70 196 26"/><path class="w" d="m188 26 14-14 8 8-14 14z"/><rect class="d" x="132" y="116" width="36" height="9" rx="4"/><path class="w" d="M166 117h32l3 5-35 3z"/>
<path class="c" d="M138 144h24v6c0 9-5 14-12 14s-12-5-12-14z"/><path class="a" d="M148 125h4v14h-4z"/>`,
  'mahlwerk-64': `
<path class="c" d="M92 32h56l-8 26h-40z"/><ellipse class="w" cx="120" cy="32" rx="28" ry="5"/><rect class="d" x="96" y="56" width="48" height="12" rx="4"/><rect class="s" x="84" y="68" width="72" height="58" rx="14"/><path class="p" d="M92 76h14v42H92z"/><circle class="a" cx="138" cy="97" r="9"/><path class="k" d="M138 97v-6"/>
<path class="d" d="M112 126h16l-3 14h-10z"/><rect class="d" x="84" y="120" width="12" height="50"/><path class="s" d="M106 144h32l-4 26h-24z"/><rect class="d" x="76" y="170" width="88" height="9" rx="4"/>`,
  'stepless-one': `
<path class="h" d="M88 30h64l-12 44h-40z"/><path class="w" d="M95 52h50l-6 22h-38z"/><ellipse class="d" cx="120" cy="30" rx="33" ry="6"/><rect class="a" x="94" y="74" width="52" height="12" rx="5"/><path class="k" d="M104 76v8m8-8v8m8-8v8m8-8v8m8-8v8"/>
<path class="s" d="M92 86h56l6 84H86z"/><path class="p" d="M98 92h12l-3 72H92z"/><path class="d" d="M110 116h24v12h-24z"/><path class="c" d="M106 140h30v30h-30z"/><rect class="d" x="78" y="170" width="84" height="9" rx="4"/>`,
  'hand-mill-no-3': `
<path class="k t" d="M120 44h52"/><rect class="w" x="164" y="26" width="16" height="22" rx="8"/><circle class="d" cx="120" cy="42" r="7"/><rect class="d" x="98" y="50" width="44" height="12" rx="5"/><rect class="s" x="100" y="62" width="40" height="62" rx="4"/><path class="p" d="M106 66h8v54h-8z"/><rect class="a" x="98" y="94" width="44" height="16" rx="3"/>
<rect class="w" x="98" y="124" width="44" height="50" rx="6"/><path class="k" d="M104 134h32M104 144h32"/>`,
  'cloud-dripper': `
<path class="h" d="M112 20c-10 10 10 14 0 26m16-30c-10 10 10 14 0 26"/><path class="c" d="M72 56h96l-30 50h-36z"/><path class="k" d="m88 60 22 44m42-44-22 44M120 60v44"/><path class="c" d="M84 106h72v8H84z"/><path class="k" d="M166 64c22-4 22 26-8 22"/>
<path class="h" d="M92 114h56l8 48c1 8-3 14-10 14H94c-7 0-11-6-10-14z"/><path class="w" d="M88 142h64l4 22c0 7-4 12-10 12H94c-6 0-10-5-10-12z"/><path class="a" d="M119 114h2v28h-2z"/>`,
  'gooseneck-kettle': `
<path class="d" d="M108 62h36v8h-36z"/><circle class="w" cx="126" cy="56" r="7"/><path class="s" d="M100 70h52l16 82H84z"/><path class="p" d="M106 76h12l-8 70H92z"/><path class="k t" d="M88 136c-30 0-22-50-38-58h-8"/><path class="w" d="M150 76c38-10 42 18 26 48l-8-4c10-20 10-38-16-34z"/>
<rect class="d" x="76" y="152" width="100" height="16" rx="6"/><circle class="a" cx="160" cy="160" r="4"/><path class="k" d="M88 160h30"/>`,
  'granite-press': `
<circle class="w" cx="118" cy="28" r="8"/><path class="k t" d="M118 36v28"/><path class="s" d="M84 62h68v10H84z"/><path class="d" d="M88 72h60v96a8 8 0 0 1-8 8H96a8 8 0 0 1-8-8z"/><path class="p" d="M96 80h10v86H96z"/><path class="s" d="m84 62-12-6v10z"/><path class="k t" d="M148 88c34-6 34 62 0 56"/><path class="a" d="M88 120h60v6H88z"/>`,
  'levelling-tamper': `
<path class="w" d="M102 56c0-22 36-22 36 0 0 14-8 18-8 34h-20c0-16-8-20-8-34z"/><path class="p" d="M110 50c2-8 8-8 8-8s-6 8-4 24z"/><rect class="a" x="108" y="90" width="24" height="10" rx="3"/><rect class="s" x="112" y="100" width="16" height="16"/><rect class="d" x="78" y="116" width="84" height="14" rx="5"/><rect class="s" x="84" y="130" width="72" height="30" rx="4"/><path class="p" d="M92 134h10v22H92z"/><ellipse class="k" cx="120" cy="172" rx="52" ry="4"/>`,
  'pico-scale': `
<path class="h" d="M112 34c-8 8 8 12 0 22m16-24c-8 8 8 12 0 22"/><path class="c" d="M92 66h56v28c0 22-12 34-28 34s-28-12-28-34z"/><path class="k t" d="M148 76c24-4 24 34-3 32"/><ellipse class="w" cx="120" cy="67" rx="26" ry="5"/>
<path class="s" d="M52 130h136v10H52z"/><path class="d" d="M46 140h148l6 28a6 6 0 0 1-6 8H46a6 6 0 0 1-6-8z"/><rect class="a" x="92" y="148" width="56" height="18" rx="4"/><path class="l" d="M102 153v8m7-8h6v4h-6v4h6m7-8v8m6-8h6v8h-6z"/>`,
  'walnut-knock-box': `
<rect class="d" x="58" y="62" width="124" height="16" rx="8"/><path class="w" d="M62 78h116v86a8 8 0 0 1-8 8H70a8 8 0 0 1-8-8z"/><path class="s" d="M70 70h100v10H70z"/><rect class="d" x="54" y="58" width="132" height="14" rx="7"/><path class="k" d="M74 96c30 10 60-6 92 4M74 118c30 8 62-8 92 2M74 140c34 8 60-6 92 4"/><circle class="a" cx="120" cy="122" r="15"/><path class="l" d="M113 130c0-12 14-4 14-16"/>`,
};

/** The drawing of a product; decorative, its name stands beside it. */
export function illustration(slug: string): Html {
  return new Html(
    `<svg class="drawing" viewBox="0 0 240 200" aria-hidden="true" focusable="false">${drawings[slug] ?? ''}</svg>`,
  );
}
