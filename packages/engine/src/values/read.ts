import { type Criterion } from '../declare/criterion';
import { foldCity } from './city';
import { parseDate } from './date';
import { readCommon } from './read-common';
import { LONGEST_TEXT } from './text';
import { type Read, type View } from './view';

/** The view in which a criterion's fact is seen, as long as a value does not ask for another one of a URL. */
export function viewOf(criterion: Pick<Criterion, 'type' | 'fold'>): View {
  return criterion.fold ?? criterion.type;
}

/**
 * A fact as a view shows it, or `undefined` if it is missing: not there, `null`, NaN or of the wrong type.
 *
 * @example
 * read('text', '  Hello ') // 'hello'
 * read('number', '15')     // undefined
 */
export const read: Read = (view, raw) => {
  if (view === 'date') return readCommon('number', parseDate(raw));
  return view === 'city' && typeof raw === 'string'
    ? foldCity(raw.slice(0, LONGEST_TEXT))
    : readCommon(view, raw);
};
