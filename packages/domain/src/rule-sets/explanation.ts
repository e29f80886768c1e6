export { type Explanation } from '@beckon/engine';

/** Something to mend or to know about the rules of a site. */
export interface Finding {
  code: string;
  message: string;
}
