/** ISO 3166-1 alpha-2, and XK, which geo databases use for Kosovo. */
const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK ' +
    'CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS ' +
    'GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV ' +
    'LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM ' +
    'PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR ' +
    'TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
  ).split(' '),
);

/** Codes that people write for another one. */
const usual: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR', USA: 'US' };

/**
 * What is wrong with a country code, in words; `undefined` if it exists. Case does not matter.
 *
 * @example
 * countryFlaw('uk') // '"uk" is no country code of ISO 3166-1; write "GB".'
 */
export function countryFlaw(code: string): string | undefined {
  const upper = code.trim().toUpperCase();
  // Only plain letters: the capitals of ß and ı are codes, which they themselves are not.
  if (countries.has(upper) && /^[a-z]{2}$/i.test(code.trim())) return undefined;
  const better = Object.hasOwn(usual, upper) ? `write "${usual[upper]}"` : 'write two letters, such as "DE"';
  return `"${code.slice(0, 20)}" is no country code of ISO 3166-1; ${better}.`;
}

// RFC 5646: language, script, region, variants, extensions and private use. Languages of 4 letters and more do not exist.
const TAG =
  /^[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$/i;

/**
 * What is wrong with a language tag, in words; `undefined` if it can exist. Case does not matter.
 *
 * @example
 * languageFlaw('en_GB') // '"en_GB" is no language tag; write it with hyphens: "en-GB".'
 */
export function languageFlaw(tag: string): string | undefined {
  const trimmed = tag.trim();
  const parts = TAG.exec(trimmed);
  if (!parts) {
    const hyphens = trimmed.replace(/_/g, '-');
    const better =
      hyphens !== trimmed && TAG.test(hyphens)
        ? `write it with hyphens: "${hyphens}"`
        : 'write a tag such as "en" or "en-GB"';
    return `"${tag.slice(0, 40)}" is no language tag; ${better}.`;
  }
  const region = parts[1];
  return region?.length === 2 && !countries.has(region.toUpperCase())
    ? `In "${tag.slice(0, 40)}": ${countryFlaw(region)}`
    : undefined;
}
