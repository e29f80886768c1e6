import { countryName, languageName } from '../when-sentence';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Codes that name no single country. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB']);
const languageTags = (
  'af am ar az be bg bn bs ca cs cy da de de-AT de-CH de-DE el en en-AU en-CA en-GB en-IE en-IN en-NZ en-US es es-AR es-ES es-MX et eu fa fi fil fr fr-BE fr-CA ' +
  'fr-CH fr-FR ga gl gu he hi hr hu hy id is it it-CH it-IT ja ka kk km kn ko lo lt lv mk ml mn mr ms my nb ne nl nl-BE nl-NL no pa pl pt pt-BR pt-PT ro ru si sk sl sq sr sv ' +
  'sw ta te th tr uk ur uz vi zh zh-CN zh-HK zh-TW zu'
).split(' ');

interface Suggestion {
  value: string;
  label: string;
}

let countries: readonly Suggestion[] | undefined;
let languages: readonly Suggestion[] | undefined;

/** All countries with their codes, by name. */
export function countrySuggestions(): readonly Suggestion[] {
  countries ??= letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter(
      (code) => !notCountries.has(code) && countryName(code) !== code && !/unknown/i.test(countryName(code)),
    )
    .map((value) => ({ value, label: countryName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return countries;
}

/** Usual language tags, by name. Others can be typed. */
export function languageSuggestions(): readonly Suggestion[] {
  languages ??= languageTags
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return languages;
}

/** The code that somebody means who typed the name instead: `Switzerland` is `CH`. */
export function codeFor(text: string, suggestions: readonly Suggestion[]): string {
  const wanted = text.trim().toLowerCase();
  return (
    suggestions.find(({ value, label }) => value.toLowerCase() === wanted || label.toLowerCase() === wanted)
      ?.value ?? text.trim()
  );
}
